// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LauncherArgumentsTest {
    @Test
    void optionsStandBeforeOrAfterTheCommand() {
        for (LauncherArguments arguments : new LauncherArguments[] {
            LauncherArguments.parse("--home", "/h", "--json", "fetch", "ref", "dest"),
            LauncherArguments.parse("fetch", "ref", "dest", "--json", "--home", "/h"),
            LauncherArguments.parse("fetch", "--home=/h", "ref", "--json", "dest")
        }) {
            assertThat(arguments.command()).isEqualTo("fetch");
            assertThat(arguments.home()).contains("/h");
            assertThat(arguments.isJson()).isTrue();
        }
    }

    @Test
    void valueOfAnOptionIsNotACommand() {
        assertThat(LauncherArguments.parse("--timeout", "5", "--config", "a/b=c", "run")
                        .command())
                .isEqualTo("run");
    }

    @Test
    void configurationOptionsKeepTheirOrder() {
        assertThat(LauncherArguments.parse("--config", "a/b=1", "show", "--config=a/c=x=y")
                        .configuration())
                .containsExactly("a/b=1", "a/c=x=y");
    }

    @Test
    void lastHomeIsUsed() {
        assertThat(LauncherArguments.parse("--home", "/a", "--home=/b").home()).contains("/b");
    }

    @Test
    void verbosityIsTheNumberOfLetters() {
        assertThat(LauncherArguments.parse("schemes").verbosity()).isZero();
        assertThat(LauncherArguments.parse("-v", "schemes").verbosity()).isEqualTo(1);
        assertThat(LauncherArguments.parse("-vv").verbosity()).isEqualTo(2);
        assertThat(LauncherArguments.parse("-v", "-v").verbosity()).isEqualTo(2);
        assertThat(LauncherArguments.parse("schemes", "-q").verbosity()).isEqualTo(-1);
    }

    @Test
    void argumentsAfterTwoDashesAreOperands() {
        LauncherArguments arguments = LauncherArguments.parse("show", "--", "--json", "--home");

        assertThat(arguments.isJson()).isFalse();
        assertThat(arguments.home()).isEmpty();
    }

    @Test
    void optionWithoutItsValueIsIgnored() {
        LauncherArguments arguments = LauncherArguments.parse("schemes", "--home");

        assertThat(arguments.home()).isEmpty();
        assertThat(arguments.all()).containsExactly("schemes", "--home");
    }

    @Test
    void withoutArgumentsTheCommandIsEmpty() {
        assertThat(LauncherArguments.parse().command()).isEmpty();
    }
}
