// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
    @ParameterizedTest
    @CsvSource({
        "http://a/x, http://A:80/y?q, true",
        "https://a/x, https://a:443/, true",
        "https://a/x, https://a:/, true",
        "https://a/x, https://a./, true",
        "https://a/x, https://joe:hush@a/x, true",
        "http://127.0.0.1/x, http://127.1/x, true",
        "http://127.0.0.1/x, http://0x7f000001:80/x, true",
        "'http://[::1]/x', 'http://[0:0::1]:80/x', true",
        "'http://[::ffff:127.0.0.1]/x', http://127.0.0.1/x, true",
        "fake://a/x, fake://a/y, true",
        "file:///a, file:///b, true",
        "file:///a, file:b, true",
        "https://a/x, http://a/x, false",
        "https://a/x, https://a:8443/x, false",
        "https://a:80/x, http://a:80/x, false",
        "https://a/x, https://b/x, false",
        "https://a/x, https://a.evil/x, false",
        "https://a@b/x, https://a/x, false",
        "'http://[fe80::1%25eth0]/', 'http://[fe80::1%25eth1]/', false",
        "fake://a/x, fake://a:1/x, false",
        "fake://a/x, fake://b/x, false"
    })
    void referencesOfOneServerHaveEqualOrigins(String one, String other, boolean same) throws ImageException {
        assertThat(origin(one).equals(origin(other))).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({
        "https://Mirror.Example./a, https://mirror.example:443",
        "http://mirror.example:8080/a?x#y, http://mirror.example:8080",
        "http://127.1/a, http://127.0.0.1:80",
        "'http://[::1]/a', 'http://[0:0:0:0:0:0:0:1]:80'",
        "fake://h/a, fake://h",
        "file:///a, file:"
    })
    void textIsThePrefixOfItsUrls(String reference, String text) throws ImageException {
        assertThat(origin(reference)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"http, 80", "https, 443"})
    void webSchemesHaveADefaultPort(String scheme, int port) throws ImageException {
        assertThat(Origin.defaultPort(scheme)).hasValue(port);
        assertThat(origin(scheme + "://h/a").port()).hasValue(port);
        assertThat(origin(scheme + "://h/a").hasDefaultPort()).isTrue();
        assertThat(origin(scheme + "://h:1/a").hasDefaultPort()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fake://h/a", "file:///a", "ftp://h/a"})
    void portOfAnotherSchemeIsNotGuessed(String reference) throws ImageException {
        assertThat(origin(reference).port()).isEmpty();
        assertThat(origin(reference).hasDefaultPort()).isFalse();
    }

    @Test
    void schemeWithoutHostsIsASingleOrigin() {
        assertThat(Origin.ofScheme("Fake"))
                .isEqualTo(new Origin("fake", Optional.of(""), OptionalInt.of(80)))
                .isNotEqualTo(new Origin("fake", Optional.of("h"), OptionalInt.empty()));
    }

    private static Origin origin(String reference) throws ImageException {
        return ImageReference.parse(reference).origin();
    }
}
