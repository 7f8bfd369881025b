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
import io.ingot.testing.http.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest extends HttpClientFixture {
    @TempDir
    private static Path folder;

    private static TestCertificates certificates;

    private RawServer server;

    @BeforeAll
    static void makeKey() throws Exception {
        certificates = new TestCertificates(folder, "dns:localhost");
    }

    @BeforeEach
    void startServer() throws Exception {
        listenWith("TLSv1.3");
    }

    @AfterEach
    void stopServer() throws Exception {
        server.close();
    }

    @Test
    @DisplayName("H-11: a certificate that no trusted authority signed is UNTRUSTED, and the message says what to do")
    void unknownAuthorityIsUntrusted() throws Exception {
        ImageException failure = assertThatFailure(
                        () -> http.send(HttpRequest.get(ImageReference.parse(url("/"))), call))
                .hasCode(ErrorCode.UNTRUSTED)
                .failure();
        assertThat(failure.retryable()).isFalse();
        assertThat(failure).hasMessageContaining("localhost").hasMessageContaining("io.ingot.httpclient/caFile");
    }

    @Test
    @DisplayName("H-11: with the authority's file the server is trusted, H-13: by TLS 1.3")
    void authorityOfTheCaFileIsTrusted() throws Exception {
        trust();
        assertThat(send(HttpRequest.get(ImageReference.parse(url("/"))))).isEqualTo("body");
    }

    @Test
    void certificateOfAnotherHostIsUntrusted() throws Exception {
        trust();
        String byAddress = "https://127.0.0.1:" + server.port() + "/";
        ImageException failure = assertThatFailure(
                        () -> http.send(HttpRequest.get(ImageReference.parse(byAddress)), call))
                .hasCode(ErrorCode.UNTRUSTED)
                .failure();
        assertThat(failure).hasMessageContaining("127.0.0.1").hasMessageNotContaining("caFile");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    @DisplayName("H-11: verification can be switched off, for any host")
    void insecureAcceptsAnyCertificate() throws Exception {
        pool.modified(Configurations.of(HttpClientConfig.class, "insecure", true));
        assertThat(send(HttpRequest.get(ImageReference.parse("https://127.0.0.1:" + server.port() + "/"))))
                .isEqualTo("body");
    }

    @Test
    @DisplayName("H-13: TLS 1.3 is the lowest version by default; H-14: 1.2 can be allowed")
    void olderVersionIsUsedOnlyIfAllowed() throws Exception {
        listenWith("TLSv1.2");
        trust();
        ImageException failure = assertThatFailure(
                        () -> http.send(HttpRequest.get(ImageReference.parse(url("/"))), call))
                .hasCode(ErrorCode.UNTRUSTED)
                .failure();
        assertThat(failure).hasMessageContaining("tlsMinimumVersion=1.2");

        pool.modified(Configurations.of(
                HttpClientConfig.class, "caFile", certificates.pem().toString(), "tlsMinimumVersion", "1.2"));
        assertThat(send(HttpRequest.get(ImageReference.parse(url("/"))))).isEqualTo("body");
    }

    @Test
    @DisplayName("H-15: the cipher suites are the configured ones, for https only")
    void onlyConfiguredCipherSuitesAreOffered() throws Exception {
        pool.modified(Configurations.of(
                HttpClientConfig.class, "caFile", certificates.pem().toString(), "tlsCiphers", new String[] {
                    "TLS_AES_256_GCM_SHA384, TLS_AES_128_GCM_SHA256"
                }));
        assertThat(send(HttpRequest.get(ImageReference.parse(url("/"))))).isEqualTo("body");
        try (RawServer plain = answering("200 OK", "plain")) {
            assertThat(send(HttpRequest.get(ImageReference.parse(plain.url("/")))))
                    .isEqualTo("plain");
        }
        listenWith("TLSv1.2");
        pool.modified(Configurations.of(
                HttpClientConfig.class,
                "caFile",
                certificates.pem().toString(),
                "tlsMinimumVersion",
                "1.2",
                "tlsCiphers",
                new String[] {"TLS_AES_256_GCM_SHA384"}));
        assertThatFailure(() -> http.send(HttpRequest.get(ImageReference.parse(url("/"))), call))
                .hasCode(ErrorCode.UNTRUSTED);
    }

    @Test
    void caFileThatOthersCanChangeIsRefused() throws Exception {
        Path shared = Files.copy(certificates.pem(), folder.resolve("shared.pem"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rw-rw-rw-"));
        pool.modified(Configurations.of(HttpClientConfig.class, "caFile", shared.toString()));
        assertThatFailure(() -> http.send(HttpRequest.get(ImageReference.parse(url("/"))), call))
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContainingAll("caFile", "can be changed by others", "0666");
    }

    @Test
    void unreadableCaFileIsReportedAndReadAgain() throws Exception {
        Path late = folder.resolve("late.pem");
        pool.modified(Configurations.of(HttpClientConfig.class, "caFile", late.toString()));
        ImageException missing = assertThatFailure(
                        () -> http.send(HttpRequest.get(ImageReference.parse(url("/"))), call))
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .failure();
        assertThat(missing).hasMessageContaining("caFile").hasMessageContaining("no such file");

        for (String nonsense :
                List.of("", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")) {
            Files.writeString(late, nonsense);
            assertThatFailure(() -> http.send(HttpRequest.get(ImageReference.parse(url("/"))), call))
                    .hasCode(ErrorCode.INVALID_CONFIGURATION);
        }
        Files.copy(certificates.pem(), late, StandardCopyOption.REPLACE_EXISTING);
        assertThat(send(HttpRequest.get(ImageReference.parse(url("/"))))).isEqualTo("body");
    }

    @Test
    void serverWithoutTlsIsUntrusted() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            CompletableFuture<Socket> accepted = CompletableFuture.supplyAsync(() -> greet(plain));
            String url = "https://localhost:" + plain.getLocalPort() + "/";
            ImageException failure = assertThatFailure(
                            () -> http.send(HttpRequest.get(ImageReference.parse(url)), call))
                    .hasCode(ErrorCode.UNTRUSTED)
                    .failure();
            assertThat(failure.retryable()).isFalse();
            assertThat(failure).hasMessageContaining("speaks https");
            accepted.get(20, TimeUnit.SECONDS).close();
        }
    }

    @Test
    void connectionClosedInTheHandshakeIsARetryableFailure() throws Exception {
        try (RawServer deaf = sending("")) {
            String url = "https://localhost:" + deaf.port() + "/";
            assertThatFailure(() -> http.send(HttpRequest.get(ImageReference.parse(url)), call))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .isRetryable();
        }
    }

    @Test
    void serverBehindATunnelIsVerified() throws Exception {
        try (RawServer proxy = new RawServer((request, connection) -> {
            connection.send("HTTP/1.1 200 Connection established\r\n\r\n");
            connection.tunnelTo(server.port());
        })) {
            String through = "http://127.0.0.1:" + proxy.port();
            pool.modified(Configurations.of(HttpClientConfig.class, "proxy", through));
            assertThatFailure(() -> http.send(HttpRequest.get(ImageReference.parse(url("/"))), call))
                    .hasCode(ErrorCode.UNTRUSTED);

            pool.modified(Configurations.of(
                    HttpClientConfig.class,
                    "proxy",
                    through,
                    "caFile",
                    certificates.pem().toString()));
            assertThat(send(HttpRequest.get(ImageReference.parse(url("/1"))))).isEqualTo("body");
            assertThat(send(HttpRequest.get(ImageReference.parse(url("/2"))))).isEqualTo("body");
            assertThat(proxy.connections()).as("the tunnel is used again").isEqualTo(2);
            assertThat(server.requests()).extracting(RawServer.Received::target).containsExactly("/1", "/2");
        }
    }

    @Test
    @DisplayName("B-07: a redirect from https to http is followed without credentials")
    void credentialsAreNotSentFromHttpsToHttp() throws Exception {
        trust();
        try (RawServer plain = answering("200 OK", "plain")) {
            String body = send(HttpRequest.get(ImageReference.parse(url("/redirect")))
                    .header("X-To", "http://localhost:" + plain.port() + "/")
                    .as(new Credentials.Password("user", Secret.of("geheim"))));

            assertThat(body).isEqualTo("plain");
            assertThat(plain.requests().get(0).header("authorization")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    @DisplayName(
            "RFC 8446 §6.1: close_notify proves the end of a body that has no length, the end of the connection does not")
    void closeNotifyAloneProvesTheEndOfABodyWithoutALength(String version) throws Exception {
        assertThat(endProven(certificates.listener(version))).isTrue();
        assertThat(endProven(certificates.cuttingListener(version))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void connectionThatTheServerClosedIsReplacedBeforeSending(String version) throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        server.close();
        server = new RawServer(certificates.listener(version), (request, connection) -> {
            connection.answer("200 OK", "body");
            if (request.target().equals("/1")) {
                connection.close();
                ended.countDown();
            }
        });
        pool.modified(Configurations.of(
                HttpClientConfig.class, "caFile", certificates.pem().toString(), "tlsMinimumVersion", "1.2"));
        send(HttpRequest.get(ImageReference.parse(url("/1"))));
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(send(HttpRequest.get(ImageReference.parse(url("/2"))))).isEqualTo("body");
        assertThat(server.requests()).hasSize(2);
        assertThat(server.connections()).isEqualTo(2);
    }

    private boolean endProven(ServerSocket listener) throws Exception {
        server.close();
        server = new RawServer(listener, (request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\n\r\nbody");
            connection.close();
        });
        pool.modified(Configurations.of(
                HttpClientConfig.class, "caFile", certificates.pem().toString(), "tlsMinimumVersion", "1.2"));
        try (HttpResponse response = http.send(HttpRequest.get(ImageReference.parse(url("/"))), call)) {
            assertThat(response.isEndProven()).as("before the end").isFalse();
            assertThat(response.body().readAllBytes()).asString().isEqualTo("body");
            return response.isEndProven();
        }
    }

    private void listenWith(String version) throws Exception {
        if (server != null) {
            server.close();
        }
        server = new RawServer(certificates.listener(version), (request, connection) -> {
            if (request.target().equals("/redirect")) {
                connection.answer(
                        "302 Found", "", "Location: " + request.headers().get("x-to"));
            } else {
                connection.answer("200 OK", "body");
            }
        });
    }

    private static Socket greet(ServerSocket listener) {
        try {
            Socket socket = listener.accept();
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
            return socket;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String url(String path) {
        return "https://localhost:" + server.port() + path;
    }

    private void trust() {
        pool.modified(Configurations.of(
                HttpClientConfig.class, "caFile", certificates.pem().toString()));
    }
}
