// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;

/** The bundles of the distribution, from the list that the build writes. */
public final class BuiltBundles {
    /**
     * A line of the distribution's list.
     *
     * @param use the purpose of the bundle: {@code felix}, {@code framework}, {@code ingot} and so on
     * @param jar its file
     * @param name its symbolic name
     */
    public record BundleEntry(String use, Path jar, String name) {}

    private BuiltBundles() {}

    /** Lists the bundles of the distribution in the order in which they start. */
    public static List<BundleEntry> distribution() {
        Path root = Path.of(System.getProperty("itest.distribution"));
        try (Stream<String> lines = Files.lines(root.resolve("bundles.txt"))) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+"))
                    .map(columns ->
                            new BundleEntry(columns[0], root.resolve("bundles").resolve(columns[1]), columns[2]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("build the distribution first", e);
        }
    }

    /** Reads the configuration that the distribution suggests for plain Felix. */
    public static Map<String, String> frameworkProperties() {
        Path file = Path.of(System.getProperty("itest.distribution")).resolve("etc/felix.properties");
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("build the distribution first", e);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    /** Lists the bundles of Ingot. */
    public static List<BundleEntry> ingot() {
        return distribution().stream()
                .filter(bundle -> bundle.use().equals("ingot"))
                .toList();
    }

    /** Installs the libraries that tests use in a framework. */
    public static Option assertions() {
        Path folder = Path.of(System.getProperty("itest.bundles"));
        return install(Stream.of("byte-buddy", "assertj-core", "hamcrest", "awaitility", "io.ingot.testing")
                .map(artifactId -> folder.resolve(artifactId + ".jar")));
    }

    /** Installs jars. */
    public static Option install(Stream<Path> jars) {
        return composite(jars.map(jar -> bundle(jar.toUri().toString())).toArray(Option[]::new));
    }
}
