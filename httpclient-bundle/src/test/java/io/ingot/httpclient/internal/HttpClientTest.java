// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.httpclient.HttpRequest;
import io.ingot.httpclient.HttpResponse;
import io.ingot.httpclient.internal.settings.HttpClientConfig;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.testing.Configurations;
import io.ingot.testing.http.RawServer;
import io.ingot.testing.http.RefusingPort;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpClientTest extends HttpClientFixture {
    @Test
    void responseHasStatusHeadersInOrderAndBody() throws Exception {
        try (RawServer server = new RawServer(
                (request, connection) -> connection.answer("200 OK", "body", "X-Many: a", "x-many:  b ", "Empty:"))) {
            try (HttpResponse response = http.send(HttpRequest.get(ImageReference.parse(server.url("/image"))), call)) {
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.header("X-MANY")).contains("a");
                assertThat(response.headers("x-many")).containsExactly("a", "b");
                assertThat(response.header("empty")).contains("");
                assertThat(response.header("absent")).isEmpty();
                assertThat(response.finalReference()).isEqualTo(ImageReference.parse(server.url("/image")));
                assertThat(text(response)).isEqualTo("body");
            }
        }
    }

    @Test
    void requestHasUserAgentAndTheHeadersGiven() throws Exception {
        try (RawServer server = answering("200 OK", "")) {
            send(HttpRequest.post(ImageReference.parse(server.url("/tokens")), "application/json", "{}".getBytes(UTF_8))
                    .header("Accept", "application/json"));

            RawServer.Received request = server.requests().get(0);
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.body()).isEqualTo("{}");
            assertThat(request.headers())
                    .containsEntry("host", "127.0.0.1:" + server.port())
                    .containsEntry("accept", "application/json")
                    .containsEntry("content-type", "application/json")
                    .doesNotContainKeys("accept-encoding", "authorization", "cookie");
            assertThat(request.headers().get("user-agent")).matches("ingot/[0-9]+\\.[0-9]+\\.[0-9]+");
        }
    }

    @Test
    void idleConnectionsAreKeptUpToALimit() throws Exception {
        pool.modified(Configurations.of(HttpClientConfig.class, "maxIdleConnections", 2));
        try (RawServer server = answering("200 OK", "body")) {
            sendAtOnce(5, server);
            assertThat(server.connections()).isEqualTo(5);

            sendAtOnce(5, server);
            assertThat(server.connections()).as("two were kept").isEqualTo(5 + 3);
        }
    }

    @Test
    void withoutIdleConnectionsEachRequestOpensOne() throws Exception {
        pool.modified(Configurations.of(HttpClientConfig.class, "maxIdleConnections", 0));
        try (RawServer server = answering("200 OK", "body")) {
            sendAtOnce(1, server);
            sendAtOnce(1, server);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void headHasNoBodyAndLeavesTheConnectionUsable() throws Exception {
        try (RawServer server =
                new RawServer((request, connection) -> connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n"
                        + (request.method().equals("GET") ? "body" : "")))) {
            try (HttpResponse response = http.send(HttpRequest.head(ImageReference.parse(server.url("/"))), call)) {
                assertThat(response.header("content-length")).contains("4");
                assertThat(text(response)).isEmpty();
            }
            assertThat(send(HttpRequest.get(ImageReference.parse(server.url("/")))))
                    .isEqualTo("body");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void truncatedChunkedBodyIsARetryableFailure() throws Exception {
        assertBroken("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n", true);
        assertBroken("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nbody", true);
        assertBroken("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0", true);
    }

    @Test
    void chunkedBodyWithoutTheFinalBlankLineIsComplete() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n");
            connection.close();
        })) {
            assertThat(send(HttpRequest.get(ImageReference.parse(server.url("/")))))
                    .isEqualTo("body");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 O",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\nContent-Len",
                "HTTP/1.1 200 OK\r\nContent-Length: 4",
                "HTTP/1.1 200 OK\r\nContent-Length: 40\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n",
            })
    @DisplayName("RFC 9112 §8: a truncated header is rejected, for HEAD and for GET")
    void truncatedHeaderIsARetryableFailure(String cut) throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            connection.send(cut);
            connection.close();
        })) {
            for (HttpRequest get : List.of(
                    HttpRequest.get(ImageReference.parse(server.url("/"))),
                    HttpRequest.head(ImageReference.parse(server.url("/"))))) {
                assertThatFailure(() -> http.send(get, call))
                        .hasCode(ErrorCode.TRANSFER_FAILED)
                        .isRetryable();
            }
        }
    }

    @Test
    void malformedChunkIsAPermanentFailure() throws Exception {
        assertBroken("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\nnonsense\r\n", false);
    }

    @Test
    void bodyWithoutALengthEndsWithTheConnection() throws Exception {
        try (RawServer server = sending("HTTP/1.0 200 OK\r\n\r\nbody")) {
            assertThat(send(HttpRequest.get(ImageReference.parse(server.url("/")))))
                    .isEqualTo("body");
        }
    }

    @Test
    @DisplayName("RFC 9112 §8: the end of the connection does not prove the end of a body")
    void endOfTheConnectionDoesNotProveTheEndOfABody() throws Exception {
        try (RawServer server = sending("HTTP/1.1 200 OK\r\n\r\nbody");
                HttpResponse response = http.send(HttpRequest.get(ImageReference.parse(server.url("/"))), call)) {
            assertThat(response.body().readAllBytes()).hasSize(4);
            assertThat(response.isEndProven()).isFalse();
        }
    }

    @Test
    void chunksProveTheEndOfABody() throws Exception {
        try (RawServer server = sending("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n");
                HttpResponse response = http.send(HttpRequest.get(ImageReference.parse(server.url("/"))), call)) {
            assertThat(response.body().readAllBytes()).hasSize(4);
            assertThat(response.isEndProven()).isTrue();
        }
    }

    @Test
    void codedBodyIsNotDecoded() throws Exception {
        try (RawServer server = answering("200 OK", "not really gzip", "Content-Encoding: gzip")) {
            assertThat(send(HttpRequest.get(ImageReference.parse(server.url("/")))))
                    .isEqualTo("not really gzip");
        }
    }

    @Test
    void noRequestIsRepeated() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            if (request.target().equals("/gone")) {
                connection.close();
            } else {
                connection.answer("503 Later", "", "Retry-After: 7");
            }
        })) {
            ImageException closed = assertThatFailure(
                            () -> http.send(HttpRequest.get(ImageReference.parse(server.url("/gone"))), call))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .failure();
            assertThat(closed.retryable()).isTrue();
            try (HttpResponse later = http.send(HttpRequest.get(ImageReference.parse(server.url("/later"))), call)) {
                assertThat(later.retryAfter()).contains(Duration.ofSeconds(7));
                assertThat(later.failure("asking").retryAfter()).contains(Duration.ofSeconds(7));
                assertThat(later.failure("asking")).hasMessageContaining("asks to wait 7 s");
            }
            assertThat(server.requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"401,io.ingot.access.credentials", "403,no access", "407,io.ingot.httpclient/proxyPasswordFile"})
    void refusalNamesTheRemedy(int status, String what) throws Exception {
        try (RawServer server = answering(status + " No", "");
                HttpResponse response = http.send(HttpRequest.get(ImageReference.parse(server.url("/"))), call)) {
            ImageException refusal = response.failure("asking");
            assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
            assertThat(refusal).hasMessageContaining(what);
        }
    }

    @Test
    void cookiesAreNotKeptForTheNextRequest() throws Exception {
        try (RawServer server = answering("200 OK", "", "Set-Cookie: session=1")) {
            send(HttpRequest.get(ImageReference.parse(server.url("/1"))));
            send(HttpRequest.get(ImageReference.parse(server.url("/2"))));

            assertThat(server.requests().get(1).header("cookie")).isEmpty();
        }
    }

    @Test
    void interimResponsesAreSkipped() throws Exception {
        try (RawServer server = sending("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
            assertThat(send(HttpRequest.get(ImageReference.parse(server.url("/")))))
                    .isEqualTo("ok");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 101 Switching Protocols\r\n\r\n",
                "HTTP/1.1 099 Odd\r\n\r\n",
                "HTTP/1.1 600 Odd\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
                "HTTP/1.1 abc\r\n\r\n",
            })
    void responseThatViolatesTheProtocolIsAPermanentFailure(String response) throws Exception {
        try (RawServer server = sending(response)) {
            ImageException failure = assertThatFailure(
                            () -> http.send(HttpRequest.get(ImageReference.parse(server.url("/"))), call))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .failure();
            assertThat(failure.retryable()).isFalse();
        }
    }

    @Test
    void headerIsLimitedInLinesAndTheirLengthAndInterimResponses() throws Exception {
        for (String flood : List.of("X: y\r\n", "x", "HTTP/1.1 102 Processing\r\n\r\n")) {
            try (RawServer server = new RawServer((request, connection) -> {
                connection.send(flood.startsWith("HTTP") ? "" : "HTTP/1.1 200 OK\r\n");
                while (true) {
                    connection.send(flood.repeat(1000));
                }
            })) {
                ImageException failure = assertThatFailure(
                                () -> http.send(HttpRequest.get(ImageReference.parse(server.url("/"))), call))
                        .hasCode(ErrorCode.TRANSFER_FAILED)
                        .failure();
                assertThat(failure.retryable()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void connectionThatTheServerClosedIsReplacedBeforeSending(boolean reset) throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, connection) -> {
            connection.answer("200 OK", "body");
            if (request.target().equals("/1")) {
                awaitQuietly(answered); // a reset would overtake the answer
                if (reset) {
                    connection.reset();
                } else {
                    connection.close();
                }
                ended.countDown();
            }
        })) {
            send(HttpRequest.get(ImageReference.parse(server.url("/1"))));
            answered.countDown();
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();

            assertThat(send(HttpRequest.get(ImageReference.parse(server.url("/2")))))
                    .isEqualTo("body");
            assertThat(server.requests()).hasSize(2);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("H-12: responseTimeoutMillis ends the wait for a silent server")
    void silentServerTimesOut() throws Exception {
        pool.modified(Configurations.of(HttpClientConfig.class, "responseTimeoutMillis", 50L));
        try (RawServer server = new RawServer((request, connection) -> connection.stall())) {
            ImageException header = assertThatFailure(
                            () -> http.send(HttpRequest.get(ImageReference.parse(server.url("/header"))), call))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .failure();
            assertThat(header.retryable()).isTrue();
            assertThat(header).hasMessageContaining("responseTimeoutMillis");
        }
    }

    @Test
    @DisplayName("H-30: a refused connection and an unknown host are retryable failures")
    void refusedConnectionIsRetryable() throws Exception {
        try (RefusingPort port = new RefusingPort()) {
            String authority = "127.0.0.1:" + port.number();
            ImageException refused = assertThatFailure(() -> http.send(
                            HttpRequest.get(ImageReference.parse("http://user:geheim@" + authority + "/a?sig=geheim")),
                            call))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .failure();
            assertThat(refused.retryable()).isTrue();
            assertThat(refused).hasMessageContaining(authority).hasMessageNotContaining("geheim");
        }

        ImageException unknown = assertThatFailure(
                        () -> http.send(HttpRequest.get(ImageReference.parse("http://no-such-host.invalid/a")), call))
                .hasCode(ErrorCode.TRANSFER_FAILED)
                .failure();
        assertThat(unknown.retryable()).isTrue();
        assertThat(unknown).hasMessageContaining("no-such-host.invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "http:///path",
                "https:",
                "http://host:0/",
                "http://999.1.1.1/",
                "http://1.2.3.4.5/",
                "https://4294967296/"
            })
    void targetThatIsNotAnHttpUrlIsRefused(String target) {
        assertThatFailure(() -> http.send(HttpRequest.get(ImageReference.parse(target)), call))
                .hasCode(ErrorCode.INVALID_REFERENCE);
    }

    @Test
    void userInfoAndFragmentAreNotSentAndIllegalCharactersAreEncoded() throws Exception {
        try (RawServer server = answering("200 OK", "")) {
            String authority = "user:geheim@127.0.0.1:" + server.port();
            send(HttpRequest.get(
                    ImageReference.parse("http://" + authority + "/a b/é|%zz%20%2F?q=ü x&sig=a%2Bb#fragment")));
            send(HttpRequest.get(ImageReference.parse("http://" + authority)));
            send(HttpRequest.get(ImageReference.parse("http://" + authority + "?q")));

            assertThat(server.requests())
                    .extracting(RawServer.Received::target)
                    .containsExactly("/a%20b/%C3%A9%7C%25zz%20%2F?q=%C3%BC%20x&sig=a%2Bb", "/", "/?q");
            assertThat(server.requests())
                    .allSatisfy(
                            request -> assertThat(request.headers().toString()).doesNotContain("geheim", "user:"));
        }
    }

    @Test
    void changeOfConfigurationAppliesToNewRequestsOnly() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            if (request.target().equals("/redirect")) {
                connection.answer("302 Found", "", "Location: /target");
            } else {
                connection.answer("200 OK", "0123456789");
            }
        })) {
            try (HttpResponse running = http.send(HttpRequest.get(ImageReference.parse(server.url("/"))), call)) {
                pool.modified(Configurations.of(HttpClientConfig.class, "maxRedirects", 0));

                assertThat(text(running)).isEqualTo("0123456789");
            }
            try (HttpResponse response =
                    http.send(HttpRequest.get(ImageReference.parse(server.url("/redirect"))), call)) {
                assertThat(response.status()).isEqualTo(302);
            }
            assertThat(server.connections()).as("the first was not kept").isEqualTo(2);
        }
    }

    @Test
    void configurationWrongAtTheStartFailsRequestsUntilItIsCorrected() throws Exception {
        SharedPool wrong =
                new SharedPool(Configurations.of(HttpClientConfig.class, "connectTimeoutMillis", -5L), policy);
        BundleHttpClient client = new BundleHttpClient(wrong);
        try (RawServer server = answering("200 OK", "body")) {
            HttpRequest get = HttpRequest.get(ImageReference.parse(server.url("/")));
            ImageException refusal = assertThatFailure(() -> client.send(get, call))
                    .hasCode(ErrorCode.INVALID_CONFIGURATION)
                    .failure();
            assertThat(refusal)
                    .hasMessageContaining("io.ingot.httpclient/connectTimeoutMillis")
                    .hasMessageContaining("-5");

            wrong.modified(Configurations.of(HttpClientConfig.class));
            try (HttpResponse response = client.send(get, call)) {
                assertThat(text(response)).isEqualTo("body");
            }
        } finally {
            client.deactivate();
            wrong.deactivate();
        }
    }

    @Test
    void wrongChangeKeepsThePreviousConfiguration() throws Exception {
        try (RawServer server = answering("200 OK", "body")) {
            pool.modified(Configurations.of(HttpClientConfig.class, "connectTimeoutMillis", -5L));

            assertThat(send(HttpRequest.get(ImageReference.parse(server.url("/")))))
                    .isEqualTo("body");
        }
    }

    @Test
    void responseMayHaveAnyStatus() throws Exception {
        for (int status : List.of(204, 206, 300, 304, 404, 416, 500)) {
            try (RawServer server = sending("HTTP/1.1 " + status + " Some\r\nContent-Length: 0\r\n\r\n");
                    HttpResponse response = http.send(HttpRequest.get(ImageReference.parse(server.url("/"))), call)) {
                assertThat(response.status()).isEqualTo(status);
                assertThat(text(response)).isEmpty();
            }
        }
    }

    @Test
    void callerCannotSetHeadersThatFrameTheMessageOrCarryCredentials() throws Exception {
        HttpRequest get = HttpRequest.get(ImageReference.parse("http://host/"));
        for (String name :
                List.of("Host", "content-length", "Transfer-Encoding", "Authorization", "Cookie", "a b", "")) {
            assertThatThrownBy(() -> get.header(name, "x")).isInstanceOf(IllegalArgumentException.class);
        }
        for (String value : List.of("a\r\nHost: evil", "a\nb", "\u0000", "€", " a", "a ")) {
            assertThatThrownBy(() -> get.header("X", value)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(get.header("If-Range", "\"é tag\"").headers()).containsEntry("if-range", "\"é tag\"");
    }

    private void assertBroken(String response, boolean retryable) throws IOException {
        try (RawServer server = sending(response)) {
            ImageException failure = assertThatFailure(
                            () -> send(HttpRequest.get(ImageReference.parse(server.url("/image")))))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .failure();
            assertThat(failure.retryable()).isEqualTo(retryable);
            assertThat(failure).hasMessageContaining("/image");
        }
    }

    private void sendAtOnce(int count, RawServer server) throws IOException {
        List<HttpResponse> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            answers.add(http.send(HttpRequest.get(ImageReference.parse(server.url("/" + i))), call));
        }
        for (HttpResponse response : answers) {
            text(response);
            response.close();
        }
    }
}
