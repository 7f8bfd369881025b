// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The options with which {@code bin/ingot} starts the JVM, which is a program here that prints them. */
class ScriptIT {
    private static final String WITHOUT_C2 = "-XX:TieredStopAtLevel=1";

    private static final String LATE = "-XX:CompileThresholdScaling=8";
    private static final String DIGESTS = "-XX:CompileCommand=CompileThresholdScaling,sun.security.provider.*::*,0.03";

    @TempDir
    private Path folder;

    private Path jdk;

    @BeforeEach
    void createJdk() throws IOException {
        jdk = folder.resolve("jdk");
        Path java = Files.createDirectories(jdk.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    }

    private List<String> start(String options, String... arguments) throws IOException {
        Map<String, String> environment = Map.of("JAVA_HOME", jdk.toString(), "INGOT_JAVA_OPTS", options);
        try (Ingot ingot = Ingot.start(folder, Ingot.DISTRIBUTION.resolve("bin/ingot"), environment, arguments)) {
            assertThat(ingot.exit()).isZero();
            return ingot.output().lines().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fetch https://h/a b",
                "prepare - node",
                "store verify",
                "run",
                "demo",
                "--home schemes fetch https://h/a b",
                "frobnicate"
            })
    void commandThatMayReadImagesHasBothCompilers(String line) throws IOException {
        assertThat(start("", line.split(" "))).contains("io.ingot.runtime.Main").doesNotContain(WITHOUT_C2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schemes --json",
                "validate https://h/a",
                "show https://h/a",
                "fetches",
                "plan -",
                "help fetch",
                "version",
                "generate-completion",
                "--help",
                "--version"
            })
    void commandThatReadsNoImagesHasOneCompiler(String line) throws IOException {
        assertThat(start("", line.split(" "))).contains(WITHOUT_C2, "io.ingot.runtime.Main");
        assertThat(start("")).contains(WITHOUT_C2);
    }

    @Test
    void onlyCommandsThatEndSoonCompileLate() throws IOException {
        assertThat(start("", "schemes")).contains(LATE).doesNotContain(DIGESTS);
        assertThat(start("", "fetch", "https://h/a", "b")).containsSubsequence(LATE, DIGESTS);
        assertThat(start("", "run")).contains(DIGESTS).doesNotContain(LATE);
    }

    @Test
    void optionsOfTheUserFollowThoseThatTheyOverride() throws IOException {
        List<String> ofTheUser = List.of("-Xmx64m", "-XX:TieredStopAtLevel=4", "-XX:MaxDirectMemorySize=32m");

        List<String> options = start(String.join(" ", ofTheUser), "schemes");

        assertThat(options)
                .containsSubsequence(
                        Stream.concat(Stream.of(WITHOUT_C2), ofTheUser.stream()).toList());
        assertThat(options.indexOf("-XX:MaxDirectMemorySize=256m"))
                .isBetween(0, options.indexOf("-XX:MaxDirectMemorySize=32m"));
    }

    @Test
    void argumentsArePassedOnUnchanged() throws IOException {
        String[] arguments = {"show", "https://h/a b", "", "*", "$HOME"};

        List<String> options = start("", arguments);

        assertThat(options.subList(options.indexOf("io.ingot.runtime.Main") + 1, options.size()))
                .isEqualTo(Arrays.asList(arguments));
    }
}
