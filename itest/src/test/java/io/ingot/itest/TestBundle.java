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

/** Builds bundles from single packages of the tests with bnd, as a plugin author does. */
public final class TestBundle {
    private TestBundle() {}

    /** Builds a bundle; to be called outside the framework, where bnd is on the class path. */
    public static void build(String packageName, String version) {
        Path jar = jar(packageName, version);
        try (Builder builder = new Builder()) {
            builder.setClasspath(new File[] {
                codeSource(TestBundle.class),
                codeSource(ToyImageService.class),
                codeSource(Scheme.class),
                codeSource(Component.class)
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
        } catch (Exception e) { // declared by the builder and the jars of bnd
            throw new IllegalStateException("cannot build " + jar, e);
        }
    }

    /** The file that {@link #build} wrote. */
    public static Path jar(String packageName, String version) {
        return Path.of(System.getProperty("itest.work"), "bundles", packageName + "-" + version + ".jar");
    }

    private static File codeSource(Class<?> type) throws Exception {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
