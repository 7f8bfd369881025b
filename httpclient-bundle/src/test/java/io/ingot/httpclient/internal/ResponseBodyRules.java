// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.httpclient.HttpRequest;
import io.ingot.httpclient.HttpResponse;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.testing.Images;
import io.ingot.testing.http.RawServer;
import io.ingot.testing.service.BodyView;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for bodies of a declared length, whichever view reads them. */
abstract class ResponseBodyRules extends HttpClientFixture {
    private static final int MANY = 3_000_017;

    private final BodyView view;

    ResponseBodyRules(BodyView view) {
        this.view = view;
    }

    @Test
    void bodyHasItsBytes() throws Exception {
        byte[] image = Images.ofSize(MANY);
        try (RawServer server = sendingBytes(image)) {
            assertThat(read(server.url("/"))).isEqualTo(image);
        }
    }

    @Test
    void bodyThatArrivesByteByByteHasItsBytes() throws Exception {
        try (RawServer server = serving((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
            for (int i = 0; i < 100; i++) {
                connection.send("x");
            }
        })) {
            assertThat(read(server.url("/"))).asString().isEqualTo("x".repeat(100));
        }
    }

    @Test
    void bodyThatArrivesWithItsHeaderIsReadWithoutAWait() throws Exception {
        try (RawServer server = serving((request, connection) -> {
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf");
                    connection.stall();
                });
                HttpResponse response = get(server.url("/"))) {
            byte[] bytes = new byte[8];
            assertThat(bytes(response).read(bytes)).isEqualTo(4);
            assertThat(bytes).startsWith("half".getBytes(UTF_8));
        }
    }

    @Test
    void connectionIsReusedAfterABodyWasRead() throws Exception {
        try (RawServer server = answering("200 OK", "body")) {
            for (int i = 0; i < 3; i++) {
                assertThat(read(server.url("/"))).asString().isEqualTo("body");
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void connectionIsReusedOnceTheLastByteWasRead() throws Exception {
        try (RawServer server = answering("200 OK", "body")) {
            try (HttpResponse response = get(server.url("/"))) {
                assertThat(bytes(response).readNBytes(4)).hasSize(4);
            }
            read(server.url("/"));

            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void connectionOfALargeBodyIsReused() throws Exception {
        byte[] image = Images.ofSize(MANY);
        try (RawServer server = sendingBytes(image)) {
            assertThat(read(server.url("/"))).isEqualTo(image);
            assertThat(read(server.url("/"))).isEqualTo(image);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void connectionIsNotReusedBeforeTheLastByte() throws Exception {
        try (RawServer server = answering("200 OK", "body")) {
            try (HttpResponse response = get(server.url("/"))) {
                assertThat(bytes(response).readNBytes(3)).hasSize(3);
            }
            read(server.url("/"));

            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void emptyBodyLeavesTheConnectionUsable() throws Exception {
        try (RawServer server = answering("200 OK", "")) {
            assertThat(read(server.url("/"))).isEmpty();
            get(server.url("/")).close();
            assertThat(read(server.url("/"))).isEmpty();
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void unsolicitedBytesAreNotTakenForTheNextResponse() throws Exception {
        try (RawServer server =
                serving((request, connection) -> connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood"
                        + (request.target().equals("/1") ? "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil" : "")))) {
            assertThat(read(server.url("/1"))).asString().isEqualTo("good");
            assertThat(read(server.url("/2"))).asString().isEqualTo("good");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void closingBeforeTheEndClosesTheConnectionInsteadOfDrainingIt() throws Exception {
        try (RawServer server = serving((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nx");
            connection.stall();
        })) {
            HttpResponse response = get(server.url("/"));
            InputStream bytes = bytes(response);
            assertThat(bytes.read()).isEqualTo('x');
            response.close(); // returns, though the server never goes on

            assertThatThrownBy(bytes::read).isInstanceOf(ImageException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bod", "body"})
    void bodyShorterThanDeclaredIsARetryableFailure(String part) throws Exception {
        try (RawServer server = sending("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + part)) {
            assertThatFailure(() -> read(server.url("/image")))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .isRetryable()
                    .hasMessageContainingAll(
                            "/image", "the body was interrupted", "ended after " + part.length() + " of 5 bytes");
        }
    }

    @Test
    void resetConnectionIsARetryableFailure() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        try (RawServer server = serving((request, connection) -> {
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nbody");
                    awaitQuietly(read); // a reset would overtake the bytes
                    connection.reset();
                });
                HttpResponse response = get(server.url("/"))) {
            InputStream bytes = bytes(response);
            assertThat(bytes.readNBytes(4)).hasSize(4);
            read.countDown();
            assertThatFailure(bytes::read)
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .isRetryable()
                    .hasMessageContaining("the body was interrupted");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Connection: close\r\n"})
    @DisplayName("RFC 9112 §8: a length proves the end of a body")
    void lengthProvesTheEndOfABody(String header) throws Exception {
        try (RawServer server = sending("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n" + header + "\r\nbody");
                HttpResponse response = get(server.url("/"))) {
            assertThat(response.isEndProven()).as("before the end").isFalse();
            assertThat(bytes(response).readAllBytes()).hasSize(4);
            assertThat(response.isEndProven()).isTrue();
        }
    }

    @Test
    void endIsNotProvenByABodyShorterThanDeclared() throws Exception {
        try (RawServer server = sending("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nbody");
                HttpResponse response = get(server.url("/"))) {
            assertThatFailure(() -> bytes(response).readAllBytes()).isRetryable();
            assertThat(response.isEndProven()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 100_000})
    @DisplayName("H-12: responseTimeoutMillis ends the wait for a silent server")
    void silentServerTimesOut(int sent) throws Exception {
        configure(Map.of("responseTimeoutMillis", 50L));
        try (RawServer server = serving((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + "x".repeat(sent));
            connection.stall();
        })) {
            assertThatFailure(() -> read(server.url("/")))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .isRetryable()
                    .hasMessageContaining("responseTimeoutMillis");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 100_000})
    void endOfTheCallEndsTheRead(int sent) throws Exception {
        configure(Map.of("responseTimeoutMillis", 300_000L));
        CountDownLatch reading = new CountDownLatch(1);
        try (RawServer server = serving((request, connection) -> {
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + "x".repeat(sent));
                    connection.stall();
                });
                HttpResponse response = get(server.url("/"))) {
            CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> {
                InputStream bytes = bytes(response);
                assertThatFailure(() -> {
                            bytes.readNBytes(sent);
                            reading.countDown();
                            bytes.read();
                        })
                        .hasCode(ErrorCode.CANCELLED)
                        .hasMessageContaining("enough");
            });
            assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
            call.cancel("enough");
            ended.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void endedCallReadsNoMore() throws Exception {
        try (RawServer server = answering("200 OK", "body");
                HttpResponse response = get(server.url("/"))) {
            call.cancel("enough");
            assertThatFailure(() -> bytes(response).read()).hasCode(ErrorCode.CANCELLED);
        }
    }

    @Test
    void stoppingBundleEndsTheRead() throws Exception {
        try (RawServer server = answering("200 OK", "body");
                HttpResponse response = get(server.url("/"))) {
            http.deactivate();
            assertThatFailure(() -> bytes(response).read()).hasCode(ErrorCode.UNAVAILABLE);
        }
    }

    private byte[] read(String url) throws IOException {
        try (HttpResponse response = get(url)) {
            return bytes(response).readAllBytes();
        }
    }

    final HttpResponse get(String url) throws ImageException {
        return http.send(HttpRequest.get(ImageReference.parse(url)), call);
    }

    private InputStream bytes(HttpResponse response) {
        return view.of(response.body(), response.channel());
    }
}
