// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.httpclient.internal.proxy.ProxyLogin;
import io.ingot.httpclient.internal.proxy.ProxyServer;
import io.ingot.httpclient.internal.redirect.ServerAddress;
import io.ingot.image.ImageException;
import io.ingot.testing.Configurations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpClientSettingsTest {
    @Test
    @DisplayName("H-13: the defaults are safe, TLS 1.3 at least")
    void defaultsAreSafe() {
        HttpClientSettings settings = HttpClientSettings.of(Configurations.of(HttpClientConfig.class));

        assertThat(settings.connect()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.lookup()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.response()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.tls()).isEqualTo(new TlsSettings(Optional.empty(), false, List.of("TLSv1.3"), List.of()));
        assertThat(settings.proxies().configured()).isEmpty();
        assertThat(Configurations.of(HttpClientConfig.class).useEnvironment()).isFalse();
    }

    @Test
    void defaultsSufficeForAllSegmentsOfAllTransfers() {
        HttpClientSettings settings = HttpClientSettings.of(Configurations.of(HttpClientConfig.class));
        int transfers = 16 + 16 / 4; // and the slots of small ones
        int segments = 8;

        assertThat(settings.maxConnectionsPerHost()).isGreaterThanOrEqualTo(transfers * segments + transfers);
        assertThat(settings.maxConnections()).isGreaterThanOrEqualTo(2 * settings.maxConnectionsPerHost());
        assertThat(settings.maxIdleConnections()).isLessThan(settings.maxConnectionsPerHost());
    }

    @Test
    void passwordAfterTheProxyUserIsNotShown() {
        assertThatThrownBy(() -> HttpClientSettings.of(Configurations.of(
                        HttpClientConfig.class, "proxyUser", "ann:hunter2", "proxyPasswordFile", "/some/file")))
                .hasMessageContaining("proxyUser")
                .hasMessageNotContaining("hunter2");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("connectTimeoutMillis", 0L, "0"),
                Arguments.of("lookupTimeoutMillis", 0L, "0"),
                Arguments.of("responseTimeoutMillis", -5L, "-5"),
                Arguments.of("poolTimeoutMillis", Long.MAX_VALUE, "9223372036854775807"),
                Arguments.of("idleTimeoutMillis", Long.MIN_VALUE, "-9223372036854775808"),
                Arguments.of("maxConnections", 0, "0"),
                Arguments.of("maxConnectionsPerHost", -1, "-1"),
                Arguments.of("maxIdleConnections", -1, "-1"),
                Arguments.of("maxRedirects", 51, "51"),
                Arguments.of("tlsMinimumVersion", "1.4", "1.4"),
                Arguments.of("tlsMinimumVersion", "1.1", "1.1"),
                Arguments.of("tlsMinimumVersion", "", "''"),
                Arguments.of("tlsCiphers", new String[] {"TLS_AES_256_GCM_SHA384,NONSENSE"}, "NONSENSE"),
                Arguments.of("caFile", "\u0000", "path"),
                Arguments.of("proxyUser", "jo", "proxyPasswordFile"),
                Arguments.of("proxyPasswordFile", "/some/file", "proxyUser"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    @DisplayName("H-16: a wrong value is refused, naming property and value")
    void wrongValueIsRefusedByName(String property, Object value, String shown) {
        assertThatThrownBy(() -> HttpClientSettings.of(Configurations.of(HttpClientConfig.class, property, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(property.startsWith("proxy") ? "proxy" : "io.ingot.httpclient/" + property)
                .hasMessageContaining(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy", "proxy:3128", "https://proxy:3128", "http://proxy", "http://user:geheim@proxy:3128",
                "http://proxy:3128/path", "http://proxy:3128?q", "http://:3128", "http://proxy:0", "ftp://proxy:1"
            })
    void proxyThatIsNotAHostAndPortIsRefusedAndNotShown(String proxy) {
        assertThatThrownBy(() -> HttpClientSettings.of(Configurations.of(HttpClientConfig.class, "proxy", proxy)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("io.ingot.httpclient/proxy")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void proxySettingsAreRead() throws ImageException {
        ProxySettings proxies = HttpClientSettings.of(Configurations.of(
                        HttpClientConfig.class,
                        "proxy",
                        "http://[::1]:3128/",
                        "proxyUser",
                        "jo",
                        "proxyPasswordFile",
                        "/etc/secret",
                        "noProxy",
                        new String[] {"a, .B ,", "c"}))
                .proxies();

        ProxyServer server = proxies.configured().orElseThrow();
        assertThat(server.url()).isEqualTo("http://[::1]:3128");
        assertThat(server.source()).isEqualTo("io.ingot.httpclient/proxy");
        assertThat(server.login())
                .contains(new ProxyLogin.InFile("jo", "io.ingot.httpclient/proxyPasswordFile", Path.of("/etc/secret")));
        for (String direct : List.of("a", "b", "x.b", "c")) {
            assertThat(proxies.find(new ServerAddress("http", direct, 80)))
                    .as(direct)
                    .isEmpty();
        }
        for (String covered : List.of("xa", "xb", "b.c", "::2")) {
            assertThat(proxies.find(new ServerAddress("http", covered, 80)))
                    .as(covered)
                    .isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxyUser=joe:hunter2", "noProxy=http:u:hunter2@h", "tlsMinimumVersion=http:/u:hunter2@h"})
    void valueThatMayHoldAPasswordIsNotShown(String setting) {
        String[] parts = setting.split("=", 2);
        Object value = parts[0].equals("noProxy") ? new String[] {parts[1]} : parts[1];

        String withUser = parts[0].equals("proxyUser") ? "/etc/secret" : "";
        assertThatThrownBy(() -> HttpClientSettings.of(
                        Configurations.of(HttpClientConfig.class, parts[0], value, "proxyPasswordFile", withUser)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("io.ingot.httpclient/")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void malformedEntryOfNoProxyIsRefusedEvenWithoutAProxy() {
        assertThatThrownBy(() -> HttpClientSettings.of(
                        Configurations.of(HttpClientConfig.class, "noProxy", new String[] {"localhost,10.*"})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("io.ingot.httpclient/noProxy")
                .hasMessageContaining("was '10.*'");
    }

    @Test
    @DisplayName("H-14: a lower version adds to the higher ones")
    void lowerVersionAddsToTheHigherOnes() {
        for (String spelling : List.of("1.2", "TLSv1.2", " 1.2 ")) {
            assertThat(HttpClientSettings.of(Configurations.of(HttpClientConfig.class, "tlsMinimumVersion", spelling))
                            .tls()
                            .versions())
                    .containsExactly("TLSv1.2", "TLSv1.3");
        }
    }
}
