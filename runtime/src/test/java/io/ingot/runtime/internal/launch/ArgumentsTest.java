// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArgumentsTest {
    @Test
    void optionsStandBeforeOrAfterTheCommand() {
        for (Arguments arguments : new Arguments[] {
            Arguments.parse("--home", "/h", "--json", "fetch", "ref", "dest"),
            Arguments.parse("fetch", "ref", "dest", "--json", "--home", "/h"),
            Arguments.parse("fetch", "--home=/h", "ref", "--json", "dest")
        }) {
            assertThat(arguments.command()).isEqualTo("fetch");
            assertThat(arguments.home()).contains("/h");
            assertThat(arguments.json()).isTrue();
        }
    }

    @Test
    void valueOfAnOptionIsNoCommand() {
        assertThat(Arguments.parse("--timeout", "5", "--config", "a/b=c", "run").command())
                .isEqualTo("run");
    }

    @Test
    void everyConfigurationIsKeptInOrder() {
        assertThat(Arguments.parse("--config", "a/b=1", "show", "--config=a/c=x=y")
                        .configuration())
                .containsExactly("a/b=1", "a/c=x=y");
    }

    @Test
    void ofSeveralHomesTheLastCounts() {
        assertThat(Arguments.parse("--home", "/a", "--home=/b").home()).contains("/b");
    }

    @Test
    void verbosityCountsItsLetters() {
        assertThat(Arguments.parse("schemes").verbosity()).isZero();
        assertThat(Arguments.parse("-v", "schemes").verbosity()).isEqualTo(1);
        assertThat(Arguments.parse("-vv").verbosity()).isEqualTo(2);
        assertThat(Arguments.parse("-v", "-v").verbosity()).isEqualTo(2);
        assertThat(Arguments.parse("schemes", "-q").verbosity()).isEqualTo(-1);
    }

    @Test
    void nothingAfterTwoDashesIsAnOption() {
        Arguments arguments = Arguments.parse("show", "--", "--json", "--home");

        assertThat(arguments.json()).isFalse();
        assertThat(arguments.home()).isEmpty();
    }

    @Test
    void optionWithoutItsValueIsLeftToTheCommand() {
        Arguments arguments = Arguments.parse("schemes", "--home");

        assertThat(arguments.home()).isEmpty();
        assertThat(arguments.all()).containsExactly("schemes", "--home");
    }

    @Test
    void noArgumentsAreNoCommand() {
        assertThat(Arguments.parse().command()).isEmpty();
    }
}
