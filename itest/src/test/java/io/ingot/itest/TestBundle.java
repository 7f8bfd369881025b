// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import io.ingot.image.spi.Scheme;
import io.ingot.testing.toy.ToyImageService;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.service.component.annotations.Component;

/** A bundle made of one package of the tests, the way its author would have made it: with bnd. */
public final class TestBundle {
    private TestBundle() {}

    /** Builds a bundle; done outside the framework, where bnd is. */
    public static void build(String packageName, String version) {
        Path jar = of(packageName, version);
        try (Builder builder = new Builder()) {
            builder.setClasspath(new File[] {
                home(TestBundle.class), home(ToyImageService.class), home(Scheme.class), home(Component.class)
            });
            builder.setProperty("Bundle-SymbolicName", packageName);
            builder.setProperty("Bundle-Version", version);
            builder.setProperty("Private-Package", packageName);
            builder.setProperty("Import-Package", "org.jspecify.annotations;resolution:=optional,*");
            Files.createDirectories(jar.getParent());
            try (Jar built = builder.build()) {
                if (!builder.getErrors().isEmpty()) {
                    throw new IllegalStateException("bnd: " + builder.getErrors());
                }
                built.write(jar.toFile());
            }
        } catch (Exception e) { // bnd's builder and jars declare no less
            throw new IllegalStateException("cannot build " + jar, e);
        }
    }

    /** Where {@link #build} has put it. */
    public static Path of(String packageName, String version) {
        return Path.of(System.getProperty("itest.work"), "bundles", packageName + "-" + version + ".jar");
    }

    private static File home(Class<?> of) throws Exception {
        return new File(of.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
