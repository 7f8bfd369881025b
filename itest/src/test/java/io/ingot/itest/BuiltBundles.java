// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;

/** The jars that the build has packaged or copied. */
public final class BuiltBundles {
    private BuiltBundles() {}

    /** The jar of an artifact. */
    public static Path of(String artifactId) {
        Path jar = folder().resolve(artifactId + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("the build has put no " + artifactId + " into " + folder());
        }
        return jar;
    }

    /** Ingot's own bundles, by name. */
    public static List<Path> ingot() {
        try (Stream<Path> jars = Files.list(folder())) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("io.ingot."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the tests themselves use in a framework. */
    public static Option assertions() {
        return installed(Stream.of("byte-buddy", "assertj-core", "hamcrest", "awaitility")
                .map(BuiltBundles::of));
    }

    /** Installs jars. */
    public static Option installed(Stream<Path> jars) {
        return composite(jars.map(jar -> bundle(jar.toUri().toString())).toArray(Option[]::new));
    }

    private static Path folder() {
        return Path.of(System.getProperty("itest.bundles"));
    }
}
