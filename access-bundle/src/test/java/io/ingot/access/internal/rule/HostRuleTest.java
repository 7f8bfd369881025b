// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.rule;

import static io.ingot.access.internal.rule.Refusals.assertRefused;
import static io.ingot.access.internal.rule.Refusals.reference;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ingot.image.ImageReference;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostRuleTest {
    private static final String ALLOWED = "io.ingot.access/allowedHosts";
    private static final String REFUSED = "io.ingot.access/refusedHosts";

    @Test
    void everyHostIsAllowedWhereNoneIsListed() {
        assertAllowed(new HostRule(List.of(), List.of()), "http://any.example/");
    }

    @ParameterizedTest
    @CsvSource({
        "mirror.example, http://mirror.example/a",
        "MIRROR.example, http://mirror.EXAMPLE:8080/a",
        "mirror.example, http://mirror.example./a",
        "mirror.example., http://mirror.example/a",
        ".example, http://a.mirror.example/a",
        "*.example, http://mirror.example/a",
        "my_host, http://my_host/a",
        "192.0.2.1, http://192.0.2.1/a",
        "127.0.0.1, http://2130706433/a",
        "127.0.0.1, http://0x7f.1/a",
        "::1, http://[::1]/a",
        "[::1], 'http://[0:0:0:0:0:0:0:1]/a'",
        "127.0.0.1, 'http://[::ffff:127.0.0.1]/a'"
    })
    void aHostIsTheSameInEverySpelling(String pattern, String reference) {
        assertAllowed(new HostRule(List.of(pattern), List.of()), reference);
        assertRefused(() -> new HostRule(List.of(), List.of(pattern)).reference(reference(reference)))
                .contains(REFUSED, reference(reference).host().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "docker.io, https://evil-docker.io.example/a",
        "docker.io, https://docker.io.example/a",
        "docker.io, https://evil-docker.io/a",
        "docker.io, https://a.docker.io/a",
        ".docker.io, https://evil-docker.io/a",
        "*.docker.io, https://docker.io/a",
        "*.docker.io, https://docker.io.example/a",
        ".0.0.1, http://127.0.0.1/a",
        "0.0.1, http://127.0.0.1/a"
    })
    @DisplayName("O-40: hosts are compared by whole labels, never as a part of the text")
    void anotherHostDoesNotMatch(String pattern, String reference) {
        assertAllowed(new HostRule(List.of(), List.of(pattern)), reference);
        assertRefused(() -> new HostRule(List.of(pattern), List.of()).reference(reference(reference)))
                .contains(ALLOWED, reference(reference).host().orElseThrow());
    }

    @Test
    void theRefusedListWins() {
        HostRule rule = new HostRule(List.of("*.example"), List.of("old.example"));

        assertAllowed(rule, "http://new.example/");
        assertRefused(() -> rule.reference(reference("http://old.example/"))).contains(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///a", "file:/a", "mem:a", "http:///a"})
    void aReferenceWithoutAMachineIsOrdinary(String reference) {
        assertAllowed(new HostRule(List.of("mirror.example"), List.of("old.example")), reference);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "http://a", "a:80", "a/b", "a b", "müller.example", "*.*.a", "a..b", "[::1", "@a", "."})
    void whatIsNoHostIsAWrongSetting(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HostRule(List.of(text), List.of()))
                .withMessageContaining(ALLOWED)
                .withMessageContaining("'" + text + "'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HostRule(List.of(), List.of(text)))
                .withMessageContaining(REFUSED);
    }

    private static void assertAllowed(HostRule rule, String text) {
        ImageReference reference = reference(text);
        assertThatCode(() -> rule.reference(reference)).doesNotThrowAnyException();
    }
}
