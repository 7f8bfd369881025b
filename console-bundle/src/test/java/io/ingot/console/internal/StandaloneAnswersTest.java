// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.console.internal.output.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command lines that run without a framework, and those that need it. */
class StandaloneAnswersTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private OptionalInt answer(String line) {
        return answer(line, out);
    }

    private OptionalInt answer(String line, OutputStream standardOutput) {
        Terminal terminal = Terminal.plain(
                new PrintStream(standardOutput, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new StandaloneAnswers("1.2.3.SNAPSHOT").answer(List.of(line.split(" ", -1)), terminal);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "help",
                "help store why",
                "fetch -h",
                "--version",
                "version --json",
                "run --help",
                "generate-completion"
            })
    void helpAndVersionArePrinted(String line) {
        assertThat(answer(line)).hasValue(0);
        assertThat(err.size()).isZero();
        assertThat(out.size()).isPositive();
    }

    @Test
    void versionIsThatOfTheBundle() {
        answer("--version");

        assertThat(printed()).startsWith("ingot 1.2.3-SNAPSHOT (java ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frobnicate",
                "fetch one",
                "fetch --nonsense a b",
                "schemes --timeout never",
                "--config nonsense schemes",
                "schemes --home ",
                "fetch https://h/a b --segments 0",
                "show https://h/a --username me",
                "help nosuch",
                "nosuch --help",
                "store"
            })
    void usageErrorsArePrinted(String line) {
        assertThat(answer(line)).as(line).hasValue(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("ingot: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schemes",
                "schemes --json",
                "fetch https://h/a b",
                "fetch nonsense b",
                "plan -",
                "prepare - /tmp/node",
                "store list",
                "fetches",
                "run",
                "demo --json",
                "show https://h/a --token-file /nowhere/at/all"
            })
    void otherCommandsAreLeftToTheFrameworkSilently(String line) {
        assertThat(answer(line)).as(line).isEmpty();
        assertThat(printed()).isEmpty();
    }

    @Test
    void failingStandardOutputIsAFailure() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        assertThat(answer("--version", full)).hasValue(21);
        assertThat(printed()).contains("cannot be written");
    }
}
