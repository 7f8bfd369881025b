// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal;

import static io.ingot.httpclient.internal.testing.Client.at;
import static io.ingot.httpclient.internal.testing.Client.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.httpclient.HttpAnswer;
import io.ingot.httpclient.HttpAsk;
import io.ingot.httpclient.internal.testing.Configs;
import io.ingot.httpclient.internal.testing.RawServer;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyTest extends ExchangesFixture {
    @TempDir
    private Path folder;

    @Test
    void proxyIsAskedForTheWholeUrl() throws Exception {
        try (RawServer proxy = answering("200 OK", "through")) {
            use(proxy);
            String body = send(HttpAsk.get(at("http://user:x@no-such-host.invalid:80/a b?q"))
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
    void passwordOfTheProxyComesFromItsFileEachTime() throws Exception {
        Path file = folder.resolve("password");
        try (RawServer proxy = answering("200 OK", "")) {
            use(proxy, "proxyUser", "jo", "proxyPasswordFile", file.toString());
            failure(ErrorCode.INVALID_CONFIGURATION, () -> http.send(HttpAsk.get(at("http://127.0.0.1/")), call));

            Files.writeString(file, "geheim\n");
            send(HttpAsk.get(at("http://127.0.0.1/")));
            Files.writeString(file, "neu");
            send(HttpAsk.get(at("http://127.0.0.1/")));

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
            ImageException noTlsThere = failure(
                    ErrorCode.TRANSFER_FAILED,
                    () -> http.send(
                            HttpAsk.get(at("https://no-such-host.invalid/secret"))
                                    .as(new Credentials.Token(Secret.of("token"))),
                            call));

            assertThat(noTlsThere).hasMessageContaining("TLS handshake");
            assertThat(target.connections()).isEqualTo(1);
            RawServer.Received request = proxy.requests().get(0);
            assertThat(request.method()).isEqualTo("CONNECT");
            assertThat(request.target()).isEqualTo("no-such-host.invalid:443");
            assertThat(request.headers()).doesNotContainKeys("authorization");
        }
    }

    @Test
    void tunnelThatTheProxyRefusesIsAFailureByItsStatus() throws Exception {
        assertTunnelRefused("407 Who", ErrorCode.NOT_AUTHORIZED, false);
        assertTunnelRefused("403 No", ErrorCode.TRANSFER_FAILED, false);
        assertTunnelRefused("502 Later", ErrorCode.TRANSFER_FAILED, true);
    }

    @Test
    void targetBehindAProxyIsPolicedAsFarAsItsNameResolvesHere() throws Exception {
        try (RawServer proxy = answering("200 OK", "")) {
            use(proxy);
            policy.refuseAddress(InetAddress::isLoopbackAddress);
            failure(ErrorCode.REFUSED_BY_POLICY, () -> http.send(HttpAsk.get(at("http://localhost/")), call));
            failure(ErrorCode.REFUSED_BY_POLICY, () -> http.send(HttpAsk.get(at("https://2130706433/")), call));
            assertThat(proxy.connections()).isZero();

            send(HttpAsk.get(at("http://no-such-host.invalid/")));
            assertThat(policy.references()).contains("http://no-such-host.invalid/");
        }
    }

    @Test
    void hostsWithoutProxyAreAskedDirectly() throws Exception {
        try (RawServer proxy = answering("200 OK", "through");
                RawServer direct = answering("200 OK", "direct")) {
            use(proxy, "noProxy", new String[] {"127.0.0.1,.example", "LocalHost"});
            assertThat(send(HttpAsk.get(at(direct.url("/"))))).isEqualTo("direct");
            assertThat(send(HttpAsk.get(at("http://localhost:" + direct.port() + "/"))))
                    .isEqualTo("direct");
            assertThat(send(HttpAsk.get(at("http://badexample/")))).isEqualTo("through");
            failure(ErrorCode.TRANSFER_FAILED, () -> http.send(HttpAsk.get(at("http://no.such.example/")), call));
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    private void assertTunnelRefused(String status, ErrorCode code, boolean retryable) throws Exception {
        try (RawServer proxy = answering(status, "because")) {
            use(proxy);
            ImageException failure = failure(code, () -> {
                try (HttpAnswer answer = http.send(HttpAsk.get(at("https://no-such-host.invalid/")), call)) {
                    return answer.status();
                }
            });
            assertThat(failure.retryable()).isEqualTo(retryable);
            assertThat(failure).hasMessageContaining("proxy");
        }
    }

    private void use(RawServer proxy, Object... more) {
        Object[] all = new Object[more.length + 2];
        all[0] = "proxy";
        all[1] = "http://127.0.0.1:" + proxy.port();
        System.arraycopy(more, 0, all, 2, more.length);
        pool.modified(Configs.with(all));
    }
}
