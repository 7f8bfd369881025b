// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Core bundles contain neither the name of a catalogue nor the form of its references: these facts come from its
 * service.
 */
class CatalogueNamesIT {
    private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\\n]++|\\\\.)*+\"");
    private static final Pattern CATALOGUE = Pattern.compile("(?i)\\b(?:glance|s3|oci)\\b");
    private static final Pattern UUID_SHAPE = Pattern.compile("\\{8}.*\\{4}|UUID\\.fromString");

    /** Defaults of settings, which operators can change; the demonstration; the help of an operand. */
    private static final Set<String> EXCEPTIONS = Set.of(
            "ResolverConfig.java",
            "DemoCommand.java",
            "DemoServer.java",
            "DemoDeployment.java",
            "ReferenceOperand.java");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resolver-bundle",
                "fetch-bundle",
                "access-bundle",
                "deploy-bundle",
                "console-bundle",
                "httpclient-bundle",
                "runtime"
            })
    void coreBundleNamesNoCatalogue(String module) throws IOException {
        List<Path> sources = sources(module);

        assertThat(sources).isNotEmpty();
        for (Path source : sources) {
            assertThat(catalogues(Files.readString(source)))
                    .as(source.toString())
                    .isEmpty();
            assertThat(Files.readString(source)).as(source.toString()).doesNotContainPattern(UUID_SHAPE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'scheme.equals(\"oci\")', true",
        "'\"the UUID of a Glance image\"', true",
        "'\"oci_image_manifest_url\"', false",
        "'A_GLANCE', false"
    })
    void namesAreFoundInStringLiterals(String line, boolean found) {
        assertThat(catalogues(line)).hasSize(found ? 1 : 0);
    }

    @Test
    void formOfAUuidIsFoundInPatterns() {
        assertThat(UUID_SHAPE.matcher("[0-9a-f]{8}(-[0-9a-f]{4}){3}").find()).isTrue();
    }

    private static List<String> catalogues(String source) {
        return LITERAL.matcher(source)
                .results()
                .map(MatchResult::group)
                .filter(literal -> CATALOGUE.matcher(literal).find())
                .toList();
    }

    private static List<Path> sources(String module) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !EXCEPTIONS.contains(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }
}
