// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.itest.BuiltBundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The configuration files of the Karaf features list all properties of the bundles. */
class ConfigurationFilesIT {
    private static final Path KARAF = Path.of("..", "karaf", "src", "main");
    private static final Path ETC = KARAF.resolve("etc");
    private static final Pattern PROPERTY = Pattern.compile("#([.\\w]+) =(?: (.*))?");

    static Stream<Settings> settings() {
        return BuiltBundles.ingot().stream()
                .map(bundle -> PackagedBundle.of(bundle.jar()))
                .flatMap(bundle -> bundle.settings().stream())
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void fileListsEveryPropertyWithItsDefault(Settings settings) throws IOException {
        assertThat(propertiesIn(ETC.resolve(fileOf(settings)))).isEqualTo(settings.defaults());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void fileIsDeliveredAndKeptByAnUpgrade(Settings settings) throws IOException {
        assertThat(Files.readString(KARAF.resolve("feature").resolve("features.xml")))
                .contains("<configfile finalname=\"/etc/" + fileOf(settings) + "\" override=\"false\">");
    }

    @ParameterizedTest
    @MethodSource("settings")
    void allPropertiesAreCommentedOut(Settings settings) throws IOException {
        assertThat(Files.readAllLines(ETC.resolve(fileOf(settings))))
                .allMatch(line -> line.isEmpty() || line.startsWith("#"));
    }

    @Test
    void everyFileBelongsToABundle() throws IOException {
        try (Stream<Path> files = Files.list(ETC)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("io.ingot.")))
                    .containsExactlyInAnyOrderElementsOf(
                            settings().map(ConfigurationFilesIT::fileOf).toList());
        }
    }

    /** A factory has a template: a file without properties would be a configuration of its own. */
    private static String fileOf(Settings settings) {
        return settings.pid() + (settings.factory() ? "-NAME.cfg.template" : ".cfg");
    }

    private static Map<String, String> propertiesIn(Path file) throws IOException {
        Map<String, String> properties = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            Matcher property = PROPERTY.matcher(line);
            if (property.matches()) {
                properties.put(property.group(1), property.group(2) == null ? "" : property.group(2));
            }
        }
        return properties;
    }
}
