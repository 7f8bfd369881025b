// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.show;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.httpclient.HttpRequest;
import io.ingot.httpclient.internal.BundleHttpClient;
import io.ingot.httpclient.internal.SharedPool;
import io.ingot.httpclient.internal.settings.HttpClientConfig;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.testing.Configurations;
import io.ingot.testing.access.FakePolicy;
import io.ingot.testing.http.RawServer;
import io.ingot.testing.http.RawServer.Received;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageProbeTest {
    private final Call call = Call.start();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final ImageProbe probe = probe(60_000);

    @AfterEach
    void end() {
        call.cancel("the test is over");
        call.close();
    }

    @Test
    void missingResponseToHeadIsAHintAndRemembered() throws Exception {
        try (RawServer server = silentOnHead()) {
            assertThat(show(server, "/folder/1").size()).hasValue(5000);
            assertThat(show(server, "/folder/2").size()).hasValue(5000);
            assertThat(server.requests()).extracting(Received::method).containsExactly("HEAD", "GET", "GET");
        }
    }

    @Test
    void missingResponseToHeadLeavesTimeForGet() throws Exception {
        ImageProbe longTimeout = new ImageProbe(client(60_000), now::get, Duration.ofMinutes(5));
        try (RawServer server = silentOnHead();
                Call bounded = call.child(Duration.ofSeconds(4))) {
            HttpRequest get = HttpRequest.get(ImageReference.parse(server.url("/image")));
            assertThat(longTimeout.probe(get, Optional.empty(), bounded).size()).hasValue(5000);
        }
    }

    @Test
    void missingResponseToBothIsARetryableFailure() throws Exception {
        ImageProbe shortTimeout = probe(200);
        try (RawServer server = new RawServer((request, connection) -> connection.stall())) {
            ImageException failure = assertThatFailure(() -> show(shortTimeout, server, "/image"))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .failure();
            assertThat(failure.retryable()).isTrue();
            assertThat(server.requests()).extracting(Received::method).containsExactly("HEAD", "GET");
        }
    }

    @Test
    void endOfTheCallIsNotTakenForAMissingResponse() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            call.cancel("enough");
            connection.stall();
        })) {
            assertThatFailure(() -> show(server, "/image")).hasCode(ErrorCode.CANCELLED);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void refusalOfHeadIsRememberedForItsFolderAndAWhile() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            if (request.method().equals("HEAD")) {
                connection.answer("405 No", "");
            } else {
                connection.answer("206 Partial", "x", "Content-Range: bytes 0-0/5000");
            }
        })) {
            show(server, "/folder/1");
            show(server, "/folder/2");
            assertThat(heads(server)).isEqualTo(1);
            show(server, "/other/1");
            assertThat(heads(server)).isEqualTo(2);

            now.set(Instant.EPOCH.plus(RefusedHeads.LIFETIME));
            show(server, "/folder/1");
            assertThat(heads(server)).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200 OK, 'Content-Length: 5000\r\n', 5000",
        "200 OK, 'Content-Length: 5000\r\nETag: \"other\"\r\n',",
        "200 OK, 'Content-Length: 0\r\n',",
        "200 OK, '',",
        "405 No, 'Content-Length: 5000\r\n',",
        "429 Wait, 'Content-Length: 5000\r\n',",
        "404 None, 'Content-Length: 5000\r\n',"
    })
    void lengthMissingInGetIsRequestedByHeadEvenIfItWasRefused(String status, String header, Long size)
            throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            boolean head = request.method().equals("HEAD");
            if (head && request.target().endsWith("/refused")) {
                connection.answer("405 No", "");
            } else if (head) {
                connection.send("HTTP/1.1 " + status + "\r\n" + header + "\r\n");
            } else {
                connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nbytes");
                connection.close();
            }
        })) {
            show(server, "/folder/refused");

            ImageInfo info = show(server, "/folder/image");

            assertThat(info.size()).isEqualTo(size == null ? OptionalLong.empty() : OptionalLong.of(size));
            assertThat(heads(server)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 503 Busy\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Le"
            })
    void lengthMissingInGetIsRequestedByHeadAgainAfterAFailure(String first) throws Exception {
        AtomicInteger heads = new AtomicInteger();
        try (RawServer server = new RawServer((request, connection) -> {
            if (!request.method().equals("HEAD")) {
                connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nbytes");
                connection.close();
            } else if (heads.incrementAndGet() == 1) {
                connection.send(first);
                connection.close();
            } else {
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n");
            }
        })) {
            assertThat(show(server, "/folder/image").size()).hasValue(5000);
            assertThat(heads).hasValue(2);
        }
    }

    @Test
    void missingResponseToHeadLeavesTheLengthUnknown() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            if (request.method().equals("HEAD")) {
                connection.stall();
            } else {
                connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nbytes");
                connection.close();
            }
        })) {
            ImageProbe shortTimeout = new ImageProbe(client(60_000), now::get, Duration.ofMillis(50));
            show(shortTimeout, server, "/folder/1");
            assertThat(show(shortTimeout, server, "/folder/2").size()).isEmpty();
        }
    }

    @Test
    void numberOfRememberedFoldersIsLimited() throws Exception {
        RefusedHeads refused = new RefusedHeads(now::get);
        for (int i = 0; i <= RefusedHeads.MAX_FOLDERS; i++) {
            refused.add(ImageReference.parse("http://host/" + i + "/image"));
        }
        assertThat(refused.contains(ImageReference.parse("http://host/0/image")))
                .isFalse();
        assertThat(refused.contains(ImageReference.parse("http://host/1/other")))
                .isTrue();
        assertThat(refused.contains(ImageReference.parse("http://host:81/1/other")))
                .isFalse();
    }

    private ImageProbe probe(long responseTimeoutMillis) {
        return new ImageProbe(client(responseTimeoutMillis), now::get, Duration.ofSeconds(1));
    }

    private static BundleHttpClient client(long responseTimeoutMillis) {
        return new BundleHttpClient(new SharedPool(
                Configurations.of(HttpClientConfig.class, "responseTimeoutMillis", responseTimeoutMillis),
                new FakePolicy()));
    }

    private ImageInfo show(RawServer server, String path) throws ImageException {
        return show(probe, server, path);
    }

    private ImageInfo show(ImageProbe used, RawServer server, String path) throws ImageException {
        HttpRequest get = HttpRequest.get(ImageReference.parse(server.url(path)));
        return used.probe(get, Optional.empty(), call);
    }

    private static long heads(RawServer server) {
        return server.requests().stream()
                .filter(request -> request.method().equals("HEAD"))
                .count();
    }

    private static RawServer silentOnHead() throws IOException {
        return new RawServer((request, connection) -> {
            if (request.method().equals("HEAD")) {
                connection.stall();
            } else {
                connection.answer("206 Partial", "x", "Content-Range: bytes 0-0/5000");
            }
        });
    }
}
