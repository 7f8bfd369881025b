// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static java.nio.charset.StandardCharsets.UTF_8;
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
import io.ingot.testing.http.RawServer.Received;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectsTest extends HttpClientFixture {
    private static final Optional<Credentials> PASSWORD =
            Optional.of(new Credentials.Password("jürgen", Secret.of("geheim")));

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    @DisplayName("H-08: every redirect is followed, over several hops, and the response has its final URL")
    void redirectIsFollowedOverSeveralHops(int status) throws Exception {
        try (RawServer server = redirecting(status, Map.of("/1", "/2?sig=a%2Bb", "/2?sig=a%2Bb", "3"));
                HttpResponse response = http.send(
                        HttpRequest.head(ImageReference.parse(server.url("/1"))).header("Accept", "x"), call)) {
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.finalReference()).isEqualTo(ImageReference.parse(server.url("/3")));
            assertThat(server.requests()).extracting(Received::method).containsOnly("HEAD");
            assertThat(server.requests())
                    .allMatch(request -> request.header("accept").equals(Optional.of("x")));
            assertThat(policy.references())
                    .containsExactly(server.url("/1"), server.url("/2?sig=a%2Bb"), server.url("/3"));
        }
    }

    @ParameterizedTest
    @CsvSource({"300,GET", "301,GET", "302,GET", "303,GET", "307,POST", "308,POST"})
    void postBecomesGetUnlessTheStatusRepeatsIt(int status, String method) throws Exception {
        try (RawServer server = redirecting(status, Map.of("/1", "/2"))) {
            send(HttpRequest.post(ImageReference.parse(server.url("/1")), "text/plain", "content".getBytes(UTF_8))
                    .header("Accept", "x"));

            Received second = server.requests().get(1);
            assertThat(second.method()).isEqualTo(method);
            assertThat(second.body()).isEqualTo(method.equals("POST") ? "content" : "");
            assertThat(second.header("content-type").isPresent()).isEqualTo(method.equals("POST"));
            assertThat(second.header("accept")).contains("x");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 308})
    void contentIsNotPostedToAnotherOrigin(int status) throws Exception {
        try (RawServer other = sending("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                RawServer server = redirecting(status, Map.of("/tokens", other.url("/tokens")))) {
            ImageException failure = assertThatFailure(() -> http.send(
                            HttpRequest.post(
                                    ImageReference.parse(server.url("/tokens")),
                                    "text/plain",
                                    "password".getBytes(UTF_8)),
                            call))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .failure();
            assertThat(failure.retryable()).isFalse();
            assertThat(failure).hasMessageContaining(other.url("/tokens"));
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void redirectLoopIsDetectedImmediately() throws Exception {
        try (RawServer server = redirecting(302, Map.of("/1", "/2", "/2", "/1"))) {
            ImageException failure = assertThatFailure(
                            () -> http.send(HttpRequest.get(ImageReference.parse(server.url("/1"))), call))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .failure();
            assertThat(failure.retryable()).isFalse();
            assertThat(failure).hasMessageContaining("circles");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void endlessRedirectsAreLimited() throws Exception {
        pool.modified(Configurations.of(HttpClientConfig.class, "maxRedirects", 3));
        try (RawServer server = new RawServer(
                (request, connection) -> connection.answer("302 Found", "", "Location: " + request.target() + "x"))) {
            ImageException failure = assertThatFailure(
                            () -> http.send(HttpRequest.get(ImageReference.parse(server.url("/"))), call))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .failure();
            assertThat(failure.retryable()).isFalse();
            assertThat(failure).hasMessageContaining("more than 3 times");
            assertThat(server.requests()).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://host/image",
                "http:///nowhere",
                "http://host:99999/",
                "//h%00st/",
                "http://ho st/",
                "http:relative",
                "javascript:alert(1)",
                "http://a\\@b/",
            })
    void redirectToANonHttpUrlIsAPermanentFailure(String location) throws Exception {
        try (RawServer server = redirecting(302, Map.of("/", location))) {
            ImageException failure = assertThatFailure(
                            () -> http.send(HttpRequest.get(ImageReference.parse(server.url("/"))), call))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .failure();
            assertThat(failure.retryable()).isFalse();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 304 Same\r\nLocation: /x\r\n\r\n"})
    void redirectWithoutATargetIsReturned(String text) throws Exception {
        try (RawServer server = sending(text);
                HttpResponse response = http.send(HttpRequest.get(ImageReference.parse(server.url("/"))), call)) {
            assertThat(response.status()).isIn(302, 304);
        }
    }

    @Test
    void locationBeyondAsciiIsEncodedByteByByte() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            if (request.target().equals("/")) {
                connection.answer("302 Found", "", "Location: /\u00c3\u00bc b%20c"); // the bytes of ü in UTF-8
            } else {
                connection.answer("200 OK", "");
            }
        })) {
            send(HttpRequest.get(ImageReference.parse(server.url("/"))));
            assertThat(server.requests().get(1).target()).isEqualTo("/%C3%BC%20b%20c");
        }
    }

    @Test
    void bodyOfARedirectIsNotRead() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            if (request.target().equals("/")) {
                connection.send("HTTP/1.1 302 Found\r\nLocation: /target\r\nContent-Length: 1000000\r\n\r\n");
                connection.stall();
            }
            connection.answer("200 OK", "body");
        })) {
            assertThat(send(HttpRequest.get(ImageReference.parse(server.url("/")))))
                    .isEqualTo("body");
        }
    }

    @Test
    @DisplayName("B-01: Basic credentials are sent preemptively, in UTF-8, and kept within their origin")
    void credentialsAreKeptWithinTheirOrigin() throws Exception {
        try (RawServer server = redirecting(302, Map.of("/1", "/2"))) {
            send(HttpRequest.get(ImageReference.parse(server.url("/1"))).as(PASSWORD));

            assertThat(server.requests())
                    .hasSize(2)
                    .allSatisfy(request ->
                            assertThat(request.header("authorization")).contains("Basic asO8cmdlbjpnZWhlaW0="));
        }
    }

    @Test
    @DisplayName("B-07: credentials are not sent to another port or host, and not restored afterwards")
    void credentialsStayWithTheirOrigin() throws Exception {
        try (RawServer other = new RawServer((request, connection) -> {
                    connection.answer(
                            "302 Found",
                            "",
                            "Location: " + request.header("x-back").orElseThrow());
                });
                RawServer server = new RawServer((request, connection) -> {
                    if (request.target().equals("/back")) {
                        connection.answer("200 OK", "");
                    } else {
                        connection.answer(
                                "302 Found",
                                "",
                                "Location: " + request.header("x-other").orElseThrow());
                    }
                })) {
            for (Credentials credentials : List.of(
                    PASSWORD.get(),
                    new Credentials.Token(Secret.of("geheim")),
                    new Credentials.Headers(Map.of("X-Auth-Token", Secret.of("geheim"))))) {
                send(HttpRequest.get(ImageReference.parse(server.url("/1")))
                        .header("X-Other", other.url("/"))
                        .header("X-Back", server.url("/back"))
                        .as(credentials));
            }
            assertThat(other.requests()).hasSize(3).allSatisfy(RedirectsTest::assertNoCredentials);
            assertThat(server.requests().get(0).headers()).containsKey("authorization");
            assertThat(server.requests().get(2).header("authorization")).contains("Bearer geheim");
            assertThat(server.requests().get(4).header("x-auth-token")).contains("geheim");
            for (int back : new int[] {1, 3, 5}) {
                assertNoCredentials(server.requests().get(back));
            }
        }
    }

    @Test
    void credentialsThatAreNotValidInAHeaderAreNotSent() throws Exception {
        try (RawServer server = answering("200 OK", "")) {
            for (Credentials credentials : List.of(
                    new Credentials.Token(Secret.of("geheim\r\nX: y")),
                    new Credentials.Headers(Map.of("host", Secret.of("geheim"))),
                    new Credentials.Headers(Map.of("a b", Secret.of("geheim"))))) {
                ImageException failure = assertThatFailure(() -> http.send(
                                HttpRequest.get(ImageReference.parse(server.url("/")))
                                        .as(credentials),
                                call))
                        .hasCode(ErrorCode.NOT_AUTHORIZED)
                        .failure();
                assertThat(failure).hasMessageNotContaining("geheim");
            }
            assertThat(server.requests()).isEmpty();
        }
    }

    private static void assertNoCredentials(Received request) {
        assertThat(request.headers()).doesNotContainKeys("authorization", "x-auth-token", "cookie");
    }

    private static RawServer redirecting(int status, Map<String, String> locations) throws IOException {
        return new RawServer((request, connection) -> {
            String location = locations.get(request.target());
            if (location == null) {
                connection.answer("200 OK", "");
            } else {
                connection.answer(status + " Elsewhere", "", "Location: " + location);
            }
        });
    }
}
