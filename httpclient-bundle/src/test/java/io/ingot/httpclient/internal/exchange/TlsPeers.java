// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import static org.awaitility.Awaitility.await;

import io.ingot.httpclient.internal.settings.HttpClientConfig;
import io.ingot.httpclient.internal.settings.HttpClientSettings;
import io.ingot.httpclient.internal.tls.TlsLayer;
import io.ingot.testing.Configurations;
import io.ingot.testing.http.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSocket;

/** A client and a server of TLS, with a relay between them. */
final class TlsPeers implements AutoCloseable {
    final Relay relay;
    final Socket plain;
    final TlsSocket client;
    final CompletableFuture<Void> server;

    private final ServerSocket listener;

    /** Work that may fail. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** What the server does on its connection before it closes that. */
    @FunctionalInterface
    interface Script {
        void serve(SSLSocket socket) throws IOException;
    }

    /** Connects the peers, and completes the handshake. */
    TlsPeers(TestCertificates certificates, String host, String version, Script script) throws Exception {
        listener = certificates.listener(version);
        server = start(() -> {
            try (SSLSocket socket = (SSLSocket) listener.accept()) {
                script.serve(socket);
            }
        });
        relay = new Relay(listener.getLocalPort());
        plain = SocketChannel.open(relay.address()).socket();
        client = layer(plain, host, certificates);
    }

    /** Starts TLS on a connected socket, and completes the handshake. */
    static TlsSocket layer(Socket connected, String host, TestCertificates certificates) throws IOException {
        HttpClientConfig config = Configurations.of(
                HttpClientConfig.class, "caFile", certificates.pem().toString(), "tlsMinimumVersion", "1.2");
        TlsLayer tls = new TlsLayer(HttpClientSettings.of(config).tls(), TlsSocket::new);
        return (TlsSocket) tls.upgrade(connected, host, connected.getPort(), null, null);
    }

    /** Waits until the socket of the client has received bytes that were not read. */
    void awaitReceived(int bytes) {
        await().until(() -> plain.getInputStream().available() >= bytes);
    }

    @Override
    public void close() throws IOException {
        relay.close();
        plain.close();
        listener.close();
    }

    /** Runs work in a thread. */
    static CompletableFuture<Void> start(Work work) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                command -> {
                    Thread thread = new Thread(command, "tls-test");
                    thread.setDaemon(true);
                    thread.start();
                });
    }
}
