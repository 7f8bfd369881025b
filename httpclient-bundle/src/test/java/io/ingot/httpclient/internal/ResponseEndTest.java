// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ingot.httpclient.HttpRequest;
import io.ingot.httpclient.HttpResponse;
import io.ingot.httpclient.internal.settings.HttpClientConfig;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.testing.Configurations;
import io.ingot.testing.http.RawServer;
import io.ingot.testing.http.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the end of the call ends every wait of an exchange; without that, each test would hang for a minute. */
class ResponseEndTest extends HttpClientFixture {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final Object[] LONG_TIMEOUTS = {
        "connectTimeoutMillis", 300_000L, "responseTimeoutMillis", 300_000L, "poolTimeoutMillis", 300_000L
    };

    @BeforeEach
    void setLongTimeouts() {
        pool.modified(Configurations.of(HttpClientConfig.class, LONG_TIMEOUTS));
    }

    @Test
    void callEndsTheWaitForTheHeader() throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, connection) -> {
            received.countDown();
            connection.stall();
        })) {
            assertEnds(received, () -> http.send(HttpRequest.get(ImageReference.parse(server.url("/"))), call));
        }
    }

    @Test
    void callEndsTheWaitForTheResponseToConnect() throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        try (RawServer proxy = new RawServer((request, connection) -> {
            received.countDown();
            connection.stall();
        })) {
            pool.modified(Configurations.of(
                    HttpClientConfig.class,
                    "proxy",
                    "http://127.0.0.1:" + proxy.port(),
                    "connectTimeoutMillis",
                    300_000L,
                    "responseTimeoutMillis",
                    300_000L));
            assertEnds(
                    received,
                    () -> http.send(HttpRequest.get(ImageReference.parse("https://no-such-host.invalid/")), call));
        }
    }

    @Test
    void callEndsTheWaitForTheHeaderUnderTls(@TempDir Path folder) throws Exception {
        TestCertificates certificates = new TestCertificates(folder, "ip:127.0.0.1");
        pool.modified(Configurations.of(
                HttpClientConfig.class,
                "caFile",
                certificates.pem().toString(),
                "connectTimeoutMillis",
                300_000L,
                "responseTimeoutMillis",
                300_000L));
        CountDownLatch received = new CountDownLatch(1);
        try (RawServer server = new RawServer(certificates.listener("TLSv1.3"), (request, connection) -> {
            received.countDown();
            connection.stall();
        })) {
            assertEnds(
                    received,
                    () -> http.send(
                            HttpRequest.get(ImageReference.parse("https://127.0.0.1:" + server.port() + "/")), call));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 100 Go\r\n\r\n", "HTTP/1.1 200 O", "HTTP/1.1 200 OK\r\nX: y\r\n"})
    void callEndsTheReadingOfTheHeader(String part) throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, connection) -> {
            connection.send(part);
            received.countDown();
            connection.stall();
        })) {
            assertEnds(received, () -> http.send(HttpRequest.get(ImageReference.parse(server.url("/"))), call));
        }
    }

    @Test
    void callEndsTheTlsHandshake() throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByAddress(LOOPBACK))) {
            CompletableFuture<Socket> accepted = CompletableFuture.supplyAsync(() -> accept(silent, connected));
            assertEnds(
                    connected,
                    () -> http.send(
                            HttpRequest.get(ImageReference.parse("https://127.0.0.1:" + silent.getLocalPort() + "/")),
                            call));
            accepted.get(10, TimeUnit.SECONDS).close();
        }
    }

    @RepeatedTest(20) // the call ends before or after the socket exists
    void callEndsTheConnecting() throws Exception {
        CountDownLatch ready = new CountDownLatch(1);
        List<Socket> queued = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
            for (int i = 0; i < 3; i++) { // the kernel accepts only as many as the queue holds
                Socket socket = new Socket();
                queued.add(socket);
                new Thread(() -> connectQuietly(socket, full)).start();
            }
            await().until(() -> queued.stream().filter(Socket::isConnected).count() >= 2);
            ready.countDown();
            assertEnds(
                    ready,
                    () -> http.send(
                            HttpRequest.get(ImageReference.parse("http://127.0.0.1:" + full.getLocalPort() + "/")),
                            call));
        } finally {
            for (Socket socket : queued) {
                socket.close();
            }
        }
    }

    @Test
    void callEndsTheWaitForAFreeConnection() throws Exception {
        pool.modified(
                Configurations.of(HttpClientConfig.class, "maxConnectionsPerHost", 1, "poolTimeoutMillis", 300_000L));
        CountDownLatch ready = new CountDownLatch(1);
        try (RawServer server = answering("200 OK", "body");
                HttpResponse first = http.send(HttpRequest.get(ImageReference.parse(server.url("/1"))), Call.start())) {
            assertThat(first.status()).isEqualTo(200);
            ready.countDown();
            assertEnds(ready, () -> http.send(HttpRequest.get(ImageReference.parse(server.url("/2"))), call));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void waitForAFreeConnectionTimesOut() throws Exception {
        pool.modified(Configurations.of(HttpClientConfig.class, "maxConnectionsPerHost", 1, "poolTimeoutMillis", 50L));
        try (RawServer server = answering("200 OK", "body");
                HttpResponse first = http.send(HttpRequest.get(ImageReference.parse(server.url("/1"))), call)) {
            assertThat(first.status()).isEqualTo(200);
            ImageException failure = assertThatFailure(
                            () -> http.send(HttpRequest.get(ImageReference.parse(server.url("/2"))), call))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .failure();
            assertThat(failure.retryable()).isTrue();
            assertThat(failure).hasMessageContaining("maxConnectionsPerHost");
        }
    }

    @Test
    void deadlineOfTheCallEndsTheRequest() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> connection.stall());
                Call brief = Call.within(Duration.ofMillis(50))) {
            assertThatFailure(() -> http.send(HttpRequest.get(ImageReference.parse(server.url("/"))), brief))
                    .hasCode(ErrorCode.TIMED_OUT);
        }
    }

    @Test
    void endedCallSendsNothing() throws Exception {
        try (RawServer server = answering("200 OK", "")) {
            call.cancel("enough");
            assertThatFailure(() -> http.send(HttpRequest.get(ImageReference.parse(server.url("/"))), call))
                    .hasCode(ErrorCode.CANCELLED);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void stoppingBundleEndsItsExchangesAndStartsNoMore() throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, connection) -> {
            received.countDown();
            connection.stall();
        })) {
            CompletableFuture<ErrorCode> running =
                    start(() -> http.send(HttpRequest.get(ImageReference.parse(server.url("/"))), call));
            received.await();
            http.deactivate();

            assertThat(running.get(20, TimeUnit.SECONDS)).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThatFailure(() -> http.send(HttpRequest.get(ImageReference.parse(server.url("/"))), call))
                    .hasCode(ErrorCode.UNAVAILABLE);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void exchangesOfAnotherBundleGoOn() throws Exception {
        BundleHttpClient other = new BundleHttpClient(pool);
        try (RawServer server = answering("200 OK", "body");
                HttpResponse response = http.send(HttpRequest.get(ImageReference.parse(server.url("/"))), call)) {
            other.deactivate();
            assertThat(text(response)).isEqualTo("body");
        }
    }

    private void assertEnds(CountDownLatch waiting, Callable<?> work) throws Exception {
        CompletableFuture<ErrorCode> running = start(work);
        assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();
        call.cancel("enough");
        assertThat(running.get(20, TimeUnit.SECONDS)).isEqualTo(ErrorCode.CANCELLED);
    }

    private static CompletableFuture<ErrorCode> start(Callable<?> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        work.call();
                        throw new AssertionError("it did not end");
                    } catch (ImageException e) {
                        return e.code();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                },
                command -> new Thread(command).start());
    }

    private static Socket accept(ServerSocket listener, CountDownLatch accepted) {
        try {
            Socket socket = listener.accept();
            accepted.countDown();
            return socket;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void connectQuietly(Socket socket, ServerSocket listener) {
        try {
            socket.connect(listener.getLocalSocketAddress());
        } catch (IOException e) {
            // Closed by the test: the queue was full.
        }
    }
}
