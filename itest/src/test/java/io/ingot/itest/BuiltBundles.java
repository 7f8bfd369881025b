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

/** The bundles that the build has made: those of the distribution, by the list that it prints. */
public final class BuiltBundles {
    /**
     * A line of the distribution's list.
     *
     * @param use what the bundle is there for: {@code felix}, {@code framework}, {@code ingot} and so on
     * @param jar its file
     * @param name its symbolic name
     */
    public record Listed(String use, Path jar, String name) {}

    private BuiltBundles() {}

    /** What the distribution consists of, in the order in which it starts. */
    public static List<Listed> distribution() {
        Path root = Path.of(System.getProperty("itest.distribution"));
        try (Stream<String> lines = Files.lines(root.resolve("bundles.txt"))) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+"))
                    .map(columns ->
                            new Listed(columns[0], root.resolve("bundles").resolve(columns[1]), columns[2]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("package the distribution first", e);
        }
    }

    /** What the distribution proposes for the configuration of plain Felix. */
    public static Map<String, String> frameworkProperties() {
        Path file = Path.of(System.getProperty("itest.distribution")).resolve("etc/felix.properties");
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("package the distribution first", e);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    /** Ingot's own bundles. */
    public static List<Listed> ingot() {
        return distribution().stream()
                .filter(bundle -> bundle.use().equals("ingot"))
                .toList();
    }

    /** What the tests themselves use in a framework. */
    public static Option assertions() {
        Path folder = Path.of(System.getProperty("itest.bundles"));
        return installed(Stream.of("byte-buddy", "assertj-core", "hamcrest", "awaitility", "io.ingot.testing")
                .map(artifactId -> folder.resolve(artifactId + ".jar")));
    }

    /** Installs jars. */
    public static Option installed(Stream<Path> jars) {
        return composite(jars.map(jar -> bundle(jar.toUri().toString())).toArray(Option[]::new));
    }
}
