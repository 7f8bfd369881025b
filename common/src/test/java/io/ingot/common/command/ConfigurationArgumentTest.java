// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationArgumentTest {
    @Test
    void keyEndsAtTheFirstEqualsSign() {
        ConfigurationArgument argument = ConfigurationArgument.parse("io.a~one/b.c=x=/y");

        assertThat(argument.target()).isEqualTo("io.a~one");
        assertThat(argument.property()).isEqualTo("b.c");
        assertThat(argument.value()).isEqualTo("x=/y");
        assertThat(argument.key()).isEqualTo("io.a~one/b.c");
        assertThat(argument.isFile()).isFalse();
    }

    @Test
    void aValueMayBeEmptyOrInAFile() {
        assertThat(ConfigurationArgument.parse("io.a/b=").value()).isEmpty();
        assertThat(ConfigurationArgument.parse("io.a/b=@/f").isFile()).isTrue();
        assertThat(ConfigurationArgument.parse("io.a/b=@/f").fileName()).isEqualTo("/f");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "io.a", "io.a/b", "io.a=b", "/b=c", "io.a/=c", "~x/b=c", "io.a~/b=c", "io.a/b/c=d", "a b/c=d"
            })
    void aMalformedArgumentIsRefused(String text) {
        assertThatThrownBy(() -> ConfigurationArgument.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--config takes KEY=VALUE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", ".token", "clientSecret", "PASSWORD"})
    void aSecretMustBeInAFileAndIsNeverQuoted(String property) {
        assertThatThrownBy(() -> ConfigurationArgument.parse("io.a/" + property + "=hush"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("io.a/" + property + "=@FILE")
                .hasMessageNotContaining("hush");
        assertThat(ConfigurationArgument.parse("io.a/" + property + "=@/f").isFile())
                .isTrue();
        assertThat(ConfigurationArgument.parse("io.a/" + property + "File=/f").value())
                .isEqualTo("/f");
    }

    @Test
    void textHasNoValue() {
        assertThat(ConfigurationArgument.parse("io.a/b=hush")).hasToString("io.a/b");
    }
}
