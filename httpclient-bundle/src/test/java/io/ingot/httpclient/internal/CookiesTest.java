// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.httpclient.HttpRequest;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.Secret;
import io.ingot.testing.http.RawServer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tests the cookies that redirects set, on the wire. */
class CookiesTest extends HttpClientFixture {
    @Test
    void cookieOfARedirectIsSentToTheNextHopAndForgottenAfterwards() throws Exception {
        try (RawServer server = gate("/early/app.img", "/app.img", "early=10; Path=/; HttpOnly")) {
            assertThat(send(HttpRequest.get(ImageReference.parse(server.url("/early/app.img")))))
                    .isEqualTo("image");
            assertThat(send(HttpRequest.head(ImageReference.parse(server.url("/early/app.img")))))
                    .isEmpty();
            send(HttpRequest.get(ImageReference.parse(server.url("/app.img"))));

            assertThat(server.requests())
                    .extracting(request -> request.header("cookie").orElse("none"))
                    .containsExactly("none", "early=10", "none", "early=10", "none");
        }
    }

    @Test
    void cookieIsNotSentToAnotherHostOrPath() throws Exception {
        try (RawServer server = gate("/a/b", "/c", "s=1")) {
            send(HttpRequest.get(ImageReference.parse(server.url("/a/b"))));
            assertThat(server.requests().get(1).header("cookie"))
                    .as("its path is /a")
                    .isEmpty();
        }
        try (RawServer other = answering("200 OK", "");
                RawServer server =
                        gate("/a", "http://localhost:" + other.port() + "/a", "s=1; Domain=127.0.0.1; Path=/")) {
            send(HttpRequest.get(ImageReference.parse(server.url("/a"))));
            assertThat(other.requests().get(0).header("cookie")).isEmpty();
        }
    }

    @Test
    void redirectToTheSameUrlIsFollowedIfItSetsACookie() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            if (request.header("cookie").isPresent()) {
                connection.answer("200 OK", "image");
            } else {
                connection.answer("302 Found", "", "Location: /a", "Set-Cookie: seen=1");
            }
        })) {
            assertThat(send(HttpRequest.get(ImageReference.parse(server.url("/a")))))
                    .isEqualTo("image");
        }
    }

    @Test
    void endlessRedirectsWithEverNewCookiesEnd() throws Exception {
        AtomicInteger number = new AtomicInteger();
        try (RawServer server = new RawServer((request, connection) ->
                connection.answer("302 Found", "", "Location: /a", "Set-Cookie: n=" + number.incrementAndGet()))) {
            ImageException failure = assertThatFailure(
                            () -> http.send(HttpRequest.get(ImageReference.parse(server.url("/a"))), call))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .failure();
            assertThat(failure).hasMessageContaining("more than 10 times");
        }
    }

    @Test
    void cookiesOfTheCallerAndOfARedirectAreSentInOneHeader() throws Exception {
        try (RawServer server = gate("/a", "/b", "s=1; Path=/")) {
            send(HttpRequest.get(ImageReference.parse(server.url("/a")))
                    .as(new Credentials.Headers(Map.of("cookie", Secret.of("mine=hush")))));

            assertThat(server.requests().get(1).header("cookie")).contains("mine=hush; s=1");
        }
    }

    private static RawServer gate(String from, String to, String setCookie) throws IOException {
        return new RawServer((request, connection) -> {
            if (request.target().equals(from)) {
                connection.answer("302 Found", "", "Location: " + to, "Set-Cookie: " + setCookie);
            } else {
                connection.answer("200 OK", "image");
            }
        });
    }
}
