// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.proxy;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyEnvironmentTest {
    @ParameterizedTest
    @CsvSource({
        "http_proxy, http, true",
        "http_proxy, https, false",
        "HTTP_PROXY, http, false",
        "HTTP_PROXY, https, false",
        "https_proxy, https, true",
        "https_proxy, http, false",
        "HTTPS_PROXY, https, true",
        "all_proxy, http, true",
        "all_proxy, https, true",
        "ALL_PROXY, http, true",
        "All_Proxy, http, false"
    })
    void variableAppliesToItsScheme(String variable, String scheme, boolean counts) throws ImageException {
        ProxyEnvironment environment = new ProxyEnvironment(Map.of(variable, "http://proxy:3128"));

        assertThat(find(environment, scheme).isPresent()).isEqualTo(counts);
    }

    @Test
    void lowerCaseAndTheVariableOfTheSchemeTakePrecedence() throws ImageException {
        ProxyEnvironment environment = new ProxyEnvironment(
                Map.of("https_proxy", "http://own:1", "HTTPS_PROXY", "http://upper:2", "all_proxy", "http://all:3"));

        assertThat(find(environment, "https").map(ProxyServer::host)).contains("own");
        assertThat(find(environment, "http").map(ProxyServer::host)).contains("all");
    }

    @Test
    void emptyVariableMeansNoProxy() throws ImageException {
        ProxyEnvironment environment = new ProxyEnvironment(Map.of("http_proxy", "", "all_proxy", "http://all:3"));

        assertThat(find(environment, "http")).isEmpty();
        assertThat(environment.namesProxy()).isTrue();
        assertThat(new ProxyEnvironment(Map.of("http_proxy", " ")).namesProxy()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy:3128, http://proxy:3128",
        "HTTP://Proxy:3128/, http://proxy:3128",
        "proxy:3128, http://proxy:3128",
        "http://proxy, http://proxy:80",
        "' http://[fd00::1]:3128 ', http://[fd00::1]:3128",
        "http://jo:hush@proxy:3128, http://proxy:3128",
        "jo:hush@proxy:3128, http://proxy:3128"
    })
    void proxyUrlIsReadByTheConventionOfOtherPrograms(String value, String url) throws ImageException {
        ProxyServer server =
                find(new ProxyEnvironment(Map.of("http_proxy", value)), "http").orElseThrow();

        assertThat(server.url()).isEqualTo(url);
        assertThat(server.toString()).doesNotContain("hush");
        assertThat(server.source()).contains("http_proxy");
    }

    @Test
    void userAndPasswordOfTheUrlAreDecoded() throws ImageException {
        ProxyEnvironment environment = new ProxyEnvironment(Map.of("http_proxy", "http://j%40o:g%3Ah+%2F@proxy:1"));

        assertThat(find(environment, "http").flatMap(ProxyServer::login))
                .contains(new ProxyLogin.Given("j@o", Secret.of("g:h+/")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://jo:hush@proxy:3128",
                "socks5://jo:hush@proxy:1080",
                "http://jo:hush@",
                "http://jo:hush@proxy:port",
                "http://jo:hush@proxy:0",
                "http://jo:hush@proxy:3128/path",
                "http://jo:hush@proxy:3128?q",
                "http://jo%zz:hush@proxy:3128",
                "http://j%3Ao:hush@proxy:3128",
                "http://jo:hush@fd00::1/x",
                "jo hush"
            })
    void malformedVariableIsNamedWithoutItsValue(String value) {
        ProxyEnvironment environment = new ProxyEnvironment(Map.of("https_proxy", value));

        ImageException failure = assertThatFailure(() -> find(environment, "https"))
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .failure();
        assertThat(failure)
                .hasMessageContaining("the environment variable https_proxy")
                .hasMessageContaining("io.ingot.httpclient/proxy")
                .hasMessageNotContaining("hush");
    }

    @Test
    void directHostsAreSplitAtCommasAndBlanks() {
        assertThat(new ProxyEnvironment(Map.of("NO_PROXY", "a, b c,,\td ")).directHosts())
                .containsExactly("a", "b", "c", "d");
        assertThat(new ProxyEnvironment(Map.of("NO_PROXY", "a", "no_proxy", "b")).directHosts())
                .containsExactly("b");
        assertThat(new ProxyEnvironment(Map.of()).directHosts()).isEmpty();
    }

    private static Optional<ProxyServer> find(ProxyEnvironment environment, String scheme) throws ImageException {
        return environment.proxy(scheme, Optional.empty(), "nothing");
    }
}
