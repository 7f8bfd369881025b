// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.httpclient.HttpRequest;
import io.ingot.httpclient.HttpResponse;
import io.ingot.httpclient.internal.settings.HttpClientConfig;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.Secret;
import io.ingot.testing.Configurations;
import io.ingot.testing.http.RawServer;
import io.ingot.testing.http.RefusingPort;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTest extends HttpClientFixture {
    @TempDir
    private Path folder;

    @Test
    void requestToTheProxyHasTheAbsoluteUrl() throws Exception {
        try (RawServer proxy = answering("200 OK", "through")) {
            use(proxy);
            String body = send(HttpRequest.get(ImageReference.parse("http://user:x@no-such-host.invalid:80/a b?q"))
                    .as(new Credentials.Token(Secret.of("token"))));

            assertThat(body).isEqualTo("through");
            RawServer.Received request = proxy.requests().get(0);
            assertThat(request.target()).isEqualTo("http://no-such-host.invalid/a%20b?q");
            assertThat(request.header("host")).contains("no-such-host.invalid");
            assertThat(request.header("authorization")).contains("Bearer token");
            assertThat(request.header("proxy-authorization")).isEmpty();
        }
    }

    @Test
    void passwordFileOfTheProxyIsReadEachTime() throws Exception {
        Path file = folder.resolve("password");
        try (RawServer proxy = answering("200 OK", "")) {
            use(proxy, "proxyUser", "jo", "proxyPasswordFile", file.toString());
            assertThatFailure(() -> http.send(HttpRequest.get(ImageReference.parse("http://127.0.0.1/")), call))
                    .hasCode(ErrorCode.INVALID_CONFIGURATION);

            Files.writeString(file, "geheim\n");
            send(HttpRequest.get(ImageReference.parse("http://127.0.0.1/")));
            Files.writeString(file, "neu");
            send(HttpRequest.get(ImageReference.parse("http://127.0.0.1/")));

            assertThat(proxy.requests().get(0).header("proxy-authorization")).contains("Basic am86Z2VoZWlt");
            assertThat(proxy.requests().get(1).header("proxy-authorization")).contains("Basic am86bmV1");
        }
    }

    @Test
    void httpsGoesThroughATunnelWithoutTheProxySeeingIt() throws Exception {
        try (RawServer target = sending("");
                RawServer proxy = new RawServer((request, connection) -> {
                    connection.send("HTTP/1.1 200 Connection established\r\n\r\n");
                    connection.tunnelTo(target.port());
                })) {
            use(proxy);
            ImageException noTls = assertThatFailure(() -> http.send(
                            HttpRequest.get(ImageReference.parse("https://no-such-host.invalid/secret"))
                                    .as(new Credentials.Token(Secret.of("token"))),
                            call))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .failure();

            assertThat(noTls).hasMessageContaining("TLS handshake");
            assertThat(target.connections()).isEqualTo(1);
            RawServer.Received request = proxy.requests().get(0);
            assertThat(request.method()).isEqualTo("CONNECT");
            assertThat(request.target()).isEqualTo("no-such-host.invalid:443");
            assertThat(request.headers()).doesNotContainKeys("authorization");
        }
    }

    @Test
    void statusDecidesTheFailureOfARefusedTunnel() throws Exception {
        assertTunnelRefused("407 Who", ErrorCode.NOT_AUTHORIZED, false);
        assertTunnelRefused("403 No", ErrorCode.TRANSFER_FAILED, false);
        assertTunnelRefused("502 Later", ErrorCode.TRANSFER_FAILED, true);
    }

    @Test
    void policyAppliesToATargetBehindAProxyThatResolvesLocally() throws Exception {
        try (RawServer proxy = answering("200 OK", "")) {
            use(proxy);
            policy.refuseAddress(InetAddress::isLoopbackAddress);
            assertThatFailure(() -> http.send(HttpRequest.get(ImageReference.parse("http://localhost/")), call))
                    .hasCode(ErrorCode.REFUSED_BY_POLICY);
            assertThatFailure(() -> http.send(HttpRequest.get(ImageReference.parse("https://2130706433/")), call))
                    .hasCode(ErrorCode.REFUSED_BY_POLICY);
            assertThat(proxy.connections()).isZero();

            send(HttpRequest.get(ImageReference.parse("http://no-such-host.invalid/")));
            assertThat(policy.references()).contains("http://no-such-host.invalid/");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1/", "http://localhost/", "http://10.0.0.1/", "http://[::ffff:0:10.0.0.1]/"})
    void originKnownOnlyToTheProxyCannotLeadInwards(String inner) throws Exception {
        try (RawServer proxy = answering("302 Found", "", "Location: " + inner)) {
            use(proxy);
            assertThatFailure(() ->
                            http.send(HttpRequest.get(ImageReference.parse("http://no-such-host.invalid/")), call))
                    .hasCode(ErrorCode.REFUSED_BY_POLICY);
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @Test
    void originKnownOnlyToTheProxyCanLeadToAnother() throws Exception {
        try (RawServer proxy = new RawServer((request, connection) -> {
            if (request.target().endsWith("/first")) {
                connection.answer("302 Found", "", "Location: http://another.invalid/");
            } else {
                connection.answer("200 OK", "body");
            }
        })) {
            use(proxy);
            assertThat(send(HttpRequest.get(ImageReference.parse("http://no-such-host.invalid/first"))))
                    .isEqualTo("body");
        }
    }

    @Test
    void hostsOfNoProxyAreReachedDirectly() throws Exception {
        try (RawServer proxy = answering("200 OK", "through");
                RawServer direct = answering("200 OK", "direct")) {
            use(proxy, "noProxy", new String[] {"127.0.0.1,.example", "LocalHost"});
            assertThat(send(HttpRequest.get(ImageReference.parse(direct.url("/")))))
                    .isEqualTo("direct");
            assertThat(send(HttpRequest.get(ImageReference.parse("http://localhost:" + direct.port() + "/"))))
                    .isEqualTo("direct");
            assertThat(send(HttpRequest.get(ImageReference.parse("http://badexample/"))))
                    .isEqualTo("through");
            assertThatFailure(() -> http.send(HttpRequest.get(ImageReference.parse("http://no.such.example/")), call))
                    .hasCode(ErrorCode.TRANSFER_FAILED);
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @Test
    void noProxyMayHaveBlocksAndPorts() throws Exception {
        try (RawServer proxy = answering("200 OK", "through");
                RawServer direct = answering("200 OK", "direct")) {
            use(proxy, "noProxy", new String[] {"localhost, 127.0.0.0/8:" + direct.port() + ",.svc"});

            assertThat(send(HttpRequest.get(ImageReference.parse(direct.url("/")))))
                    .isEqualTo("direct");
            assertThat(send(HttpRequest.get(ImageReference.parse("http://127.0.0.1:1/"))))
                    .isEqualTo("through");
        }
    }

    @Test
    void tunnelIsEstablishedByAnySuccess() throws Exception {
        try (RawServer target = sending("");
                RawServer proxy = new RawServer((request, connection) -> {
                    connection.send("HTTP/1.1 100 Go\r\n\r\nHTTP/1.1 204 Fine\r\nVia: 1.1 x\r\n\r\n");
                    connection.tunnelTo(target.port());
                })) {
            use(proxy);
            assertThatFailure(() ->
                            http.send(HttpRequest.get(ImageReference.parse("https://no-such-host.invalid/")), call))
                    .hasCode(ErrorCode.TRANSFER_FAILED);
            assertThat(target.connections()).isEqualTo(1);
        }
    }

    @Test
    void failureAtTheProxyNamesIt() throws Exception {
        try (RefusingPort port = new RefusingPort()) {
            String proxy = "http://127.0.0.1:" + port.number();
            pool.modified(Configurations.of(HttpClientConfig.class, "proxy", proxy));
            for (String url : List.of("http://no-such-host.invalid/", "https://no-such-host.invalid/")) {
                ImageException refused = assertThatFailure(
                                () -> http.send(HttpRequest.get(ImageReference.parse(url)), call))
                        .hasCode(ErrorCode.TRANSFER_FAILED)
                        .failure();
                assertThat(refused)
                        .hasMessageContaining(url + ": no connection to the proxy " + proxy)
                        .hasMessageContaining("io.ingot.httpclient/proxy");
            }
        }

        for (String broken : List.of("", "HTTP/1.1 200 OK\r\nX", "nonsense\r\n", "HTTP/1.1 502 Bad\r\nX: 1")) {
            for (String url : List.of("http://no-such-host.invalid/", "https://no-such-host.invalid/")) {
                try (RawServer proxy = sending(broken)) {
                    use(proxy);
                    ImageException failure = assertThatFailure(
                                    () -> http.send(HttpRequest.get(ImageReference.parse(url)), call))
                            .hasCode(ErrorCode.TRANSFER_FAILED)
                            .failure();
                    assertThat(failure)
                            .hasMessageContaining(url + " through the proxy http://127.0.0.1:" + proxy.port() + ": ");
                }
            }
        }
    }

    @Test
    void interruptedBodyNamesTheProxyThatReadTheRequest() throws Exception {
        try (RawServer proxy = sending("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")) {
            use(proxy);
            ImageException failure = assertThatFailure(
                            () -> send(HttpRequest.get(ImageReference.parse("http://no-such-host.invalid/"))))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .failure();
            assertThat(failure).hasMessageContaining("through the proxy http://127.0.0.1:" + proxy.port());
        }
    }

    @Test
    void failureThatAProxyMayHaveCausedNamesIt() throws Exception {
        try (RawServer proxy = answering("502 Bad Gateway", "", "Via: 1.1 proxy")) {
            use(proxy, "noProxy", new String[] {"127.0.0.1"});
            try (HttpResponse response =
                    http.send(HttpRequest.get(ImageReference.parse("http://no-such-host.invalid/")), call)) {
                assertThat(response.proxy()).contains("http://127.0.0.1:" + proxy.port());
                assertThat(response.failure("asking"))
                        .hasMessage("asking: the server answered 502 through the proxy http://127.0.0.1:" + proxy.port()
                                + ", or the proxy itself did");
            }
            try (HttpResponse response = http.send(HttpRequest.get(ImageReference.parse(proxy.url("/"))), call)) {
                assertThat(response.proxy()).isEmpty();
                assertThat(response.failure("asking")).hasMessage("asking: the server answered 502");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://no-such-host.invalid/", "https://no-such-host.invalid/"})
    void unsupportedProxyAuthenticationIsNamed(String url) throws Exception {
        assertThat(proxyAuthentication(url, "Proxy-Authenticate: Negotiate", "Proxy-Authenticate: NTLM"))
                .contains("Negotiate and NTLM, which is not supported")
                .contains("Basic");
        assertThat(proxyAuthentication(url, "Proxy-Authenticate: Digest realm=\"x\", nonce=\"y\""))
                .contains("Digest, which is not supported");
        assertThat(proxyAuthentication(url, "Proxy-Authenticate: NTLM", "Proxy-Authenticate: Basic realm=\"x\""))
                .contains("proxyUser")
                .doesNotContain("NTLM");
    }

    @Test
    void unsupportedServerAuthenticationIsNamed() throws Exception {
        try (RawServer server = answering("401 No", "", "WWW-Authenticate: NTLM, Negotiate");
                HttpResponse response = http.send(HttpRequest.get(ImageReference.parse(server.url("/"))), call)) {
            assertThat(response.failure("asking").code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
            assertThat(response.failure("asking"))
                    .hasMessageContaining("NTLM and Negotiate, which is not supported")
                    .hasMessageContaining("Basic");
        }
        try (RawServer server = answering("401 No", "", "WWW-Authenticate: Bearer realm=\"x\"");
                HttpResponse response = http.send(HttpRequest.get(ImageReference.parse(server.url("/"))), call)) {
            assertThat(response.failure("asking")).hasMessageContaining("io.ingot.access.credentials");
        }
    }

    @Test
    void environmentIsUsedOnlyIfEnabled() throws Exception {
        try (RawServer proxy = answering("200 OK", "through");
                RawServer direct = answering("200 OK", "direct")) {
            String url = "http://jo:hush@127.0.0.1:" + proxy.port();
            Map<String, String> variables = Map.of("http_proxy", url, "no_proxy", "127.0.0.0/8, 10.*");

            assertThat(body(variables, "http://no-such-host.invalid/", "useEnvironment", true))
                    .isEqualTo("through");
            assertThat(proxy.requests().get(0).header("proxy-authorization")).contains("Basic am86aHVzaA==");
            assertThat(body(variables, direct.url("/"), "useEnvironment", true)).isEqualTo("direct");
            assertThat(body(variables, direct.url("/"), "useEnvironment", false))
                    .isEqualTo("direct");
            assertThat(body(Map.of("HTTP_PROXY", url), direct.url("/"), "useEnvironment", true))
                    .isEqualTo("direct");
            assertThat(body(
                            Map.of("http_proxy", url),
                            direct.url("/"),
                            "useEnvironment",
                            true,
                            "noProxy",
                            new String[] {"*"}))
                    .isEqualTo("direct");
            assertThat(body(
                            Map.of("http_proxy", "http://127.0.0.1:1", "no_proxy", "*"),
                            "http://no-such-host.invalid/",
                            "useEnvironment",
                            true,
                            "proxy",
                            "http://127.0.0.1:" + proxy.port()))
                    .as("the configured proxy takes precedence, and no_proxy does not apply to it")
                    .isEqualTo("through");
        }
    }

    @Test
    void wrongEnvironmentFailsOnlyTheRequestsThatNeedIt() throws Exception {
        try (RawServer direct = answering("200 OK", "direct")) {
            Map<String, String> variables =
                    Map.of("https_proxy", "socks5://jo:hush@127.0.0.1:1080", "no_proxy", "direct.invalid");
            assertThat(body(variables, direct.url("/"), "useEnvironment", true)).isEqualTo("direct");
            ImageException failure = assertThatFailure(
                            () -> body(variables, "https://no-such-host.invalid/", "useEnvironment", true))
                    .hasCode(ErrorCode.INVALID_CONFIGURATION)
                    .failure();
            assertThat(failure).hasMessageContaining("https_proxy").hasMessageNotContaining("hush");
        }
    }

    private String body(Map<String, String> variables, String url, Object... configuration) throws IOException {
        SharedPool configured =
                new SharedPool(Configurations.of(HttpClientConfig.class, configuration), policy, variables);
        BundleHttpClient client = new BundleHttpClient(configured);
        try (HttpResponse response = client.send(HttpRequest.get(ImageReference.parse(url)), call)) {
            return text(response);
        } finally {
            client.deactivate();
            configured.deactivate();
        }
    }

    private String proxyAuthentication(String url, String... challenges) throws Exception {
        try (RawServer proxy = answering("407 Who", "", challenges)) {
            use(proxy);
            ImageException failure = assertThatFailure(() -> {
                        try (HttpResponse response = http.send(HttpRequest.get(ImageReference.parse(url)), call)) {
                            throw response.failure("asking");
                        }
                    })
                    .hasCode(ErrorCode.NOT_AUTHORIZED)
                    .failure();
            assertThat(failure).hasMessageContaining("the proxy http://127.0.0.1:" + proxy.port());
            return failure.getMessage();
        }
    }

    private void assertTunnelRefused(String status, ErrorCode code, boolean retryable) throws Exception {
        try (RawServer proxy = answering(status, "because")) {
            use(proxy);
            ImageException failure = assertThatFailure(() -> {
                        try (HttpResponse response = http.send(
                                HttpRequest.get(ImageReference.parse("https://no-such-host.invalid/")), call)) {
                            throw new AssertionError("answered: " + response.status());
                        }
                    })
                    .hasCode(code)
                    .failure();
            assertThat(failure.retryable()).isEqualTo(retryable);
            assertThat(failure).hasMessageContaining("proxy");
        }
    }

    private void use(RawServer proxy, Object... more) {
        Object[] all = new Object[more.length + 2];
        all[0] = "proxy";
        all[1] = "http://127.0.0.1:" + proxy.port();
        System.arraycopy(more, 0, all, 2, more.length);
        pool.modified(Configurations.of(HttpClientConfig.class, all));
    }
}
