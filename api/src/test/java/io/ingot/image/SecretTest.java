// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    private static final Secret HUNTER = Secret.of("hunter2");

    @Test
    void onlyRevealReturnsASecret() {
        assertThat(HUNTER).hasToString("***");
        assertThat(String.format("%s", HUNTER)).isEqualTo("***");
        assertThat(HUNTER.reveal()).isEqualTo("hunter2");
    }

    @Property
    void secretsAreEqualByTheirTexts(@ForAll String one, @ForAll String two) {
        assertThat(Secret.of(one)).isEqualTo(Secret.of(one)).hasSameHashCodeAs(Secret.of(one));
        assertThat(Secret.of(one).equals(Secret.of(two))).isEqualTo(one.equals(two));
    }

    @Test
    void valuesWithSecretsAreSafeToPrint() throws ImageException {
        assertThat(new Credentials.Password("ann", HUNTER)).hasToString("Password[user=ann, password=***]");
        assertThat(new Credentials.Token(HUNTER).toString()).doesNotContain("hunter2");
        assertThat(new Credentials.Headers(Map.of("Authorization", HUNTER)).toString())
                .doesNotContain("hunter2");
        assertThat(ImageRequest.of(ImageReference.parse("http://h/"))
                        .as(new Credentials.Password("ann", HUNTER))
                        .architecture("aarch64"))
                .hasToString("http://h/ with Password for aarch64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b", ":"})
    @DisplayName("B-05, P-03: a user that Basic authentication cannot carry is refused")
    void aUserIsNotEmptyAndHoldsNoColon(String user) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Credentials.Password(user, HUNTER));
    }

    @Test
    @DisplayName("P-04: a password may hold colons")
    void aPasswordMayHoldColons() {
        assertThat(new Credentials.Password("u", Secret.of("pass:with:colons"))
                        .password()
                        .reveal())
                .isEqualTo("pass:with:colons");
    }

    @Test
    void headersAreCopiedInLowerCase() {
        Map<String, Secret> headers = new HashMap<>(Map.of("X-Auth-Token", HUNTER));
        Credentials.Headers copied = new Credentials.Headers(headers);
        headers.clear();

        assertThat(copied.headers()).containsExactly(Map.entry("x-auth-token", HUNTER));
        assertThat(copied).isEqualTo(new Credentials.Headers(Map.of("x-auth-token", HUNTER)));
    }
}
