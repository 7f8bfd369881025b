// SPDX-License-Identifier: Apache-2.0
package io.ingot.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Simple names of top-level types are unique across all modules. */
class TypeNamesTest {
    private static final Pattern TOP_LEVEL = Pattern.compile(
            "^(?:(?:public|final|abstract|sealed|non-sealed|strictfp)\\s+)*+(?:class|@?interface|record|enum)\\s+(\\w+)",
            Pattern.MULTILINE);

    @Test
    void noTwoTopLevelTypesShareASimpleName() throws IOException {
        Map<String, List<Path>> byName = topLevelTypes();

        assertThat(byName).as("the source tree").containsKeys("ImageReference", "LinearWork");
        byName.values().removeIf(files -> files.size() == 1);
        assertThat(byName)
                .as("types that share a simple name: rename or unite them")
                .isEmpty();
    }

    private static Map<String, List<Path>> topLevelTypes() throws IOException {
        Map<String, List<Path>> byName = new TreeMap<>();
        try (DirectoryStream<Path> modules = Files.newDirectoryStream(Path.of(".."), Files::isDirectory)) {
            for (Path module : modules) {
                Path sources = module.resolve("src/main/java");
                if (Files.isDirectory(sources)) {
                    addTypes(sources, byName);
                }
            }
        }
        return byName;
    }

    private static void addTypes(Path sources, Map<String, List<Path>> byName) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                Matcher type = TOP_LEVEL.matcher(Files.readString(file));
                while (type.find()) {
                    byName.computeIfAbsent(type.group(1), name -> new ArrayList<>())
                            .add(file);
                }
            }
        }
    }
}
