// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A relay between one client and a local server, which can hold what the server sends. */
final class Relay implements AutoCloseable {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int BUFFER_BYTES = 1 << 16;

    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK));
    private final Socket server;
    private final CompletableFuture<Socket> client = new CompletableFuture<>();
    private final CompletableFuture<Void> endOfClient;
    private final CompletableFuture<Void> endOfServer;
    private final ByteArrayOutputStream fromClient = new ByteArrayOutputStream(); // synchronizes itself
    private final ByteArrayOutputStream held = new ByteArrayOutputStream(); // synchronizes itself
    private volatile boolean isHolding;
    private volatile CompletableFuture<Void> resumed = CompletableFuture.completedFuture(null);

    /** Starts a relay to a port. */
    Relay(int port) throws IOException {
        server = new Socket(InetAddress.getByAddress(LOOPBACK), port);
        endOfClient = TlsPeers.start(() -> {
            client.complete(listener.accept());
            copyFromClient(client.join());
        });
        endOfServer = TlsPeers.start(() -> copyFromServer(client.join()));
    }

    SocketAddress address() {
        return listener.getLocalSocketAddress();
    }

    /** Holds what the server sends from now on. */
    void hold() {
        isHolding = true;
    }

    /** Waits until the server ends its connection, and returns what was held. */
    byte[] held() throws Exception {
        endOfServer.get(20, TimeUnit.SECONDS);
        return held.toByteArray();
    }

    /** Sends bytes to the client. */
    void send(byte[] bytes, int from, int to) throws IOException {
        client.join().getOutputStream().write(bytes, from, to - from);
    }

    /** Ends what the client reads. */
    void end() throws IOException {
        client.join().shutdownOutput();
    }

    /** Reads no more from the client, until this is closed. */
    void pause() {
        resumed = new CompletableFuture<>();
    }

    /** Returns what the client sent until now. */
    byte[] fromClient() {
        return fromClient.toByteArray();
    }

    /** Waits until the client ends its connection. */
    void awaitEndOfClient() throws Exception {
        endOfClient.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        resumed.complete(null);
        listener.close();
        server.close();
        if (client.isDone()) {
            client.join().close();
        }
    }

    private void copyFromClient(Socket from) throws IOException {
        byte[] bytes = new byte[BUFFER_BYTES];
        for (int count = read(from, bytes); count >= 0; count = read(from, bytes)) {
            fromClient.write(bytes, 0, count);
            resumed.join();
            if (!endOfServer.isDone()) {
                server.getOutputStream().write(bytes, 0, count);
            }
        }
    }

    private void copyFromServer(Socket to) throws IOException {
        byte[] bytes = new byte[BUFFER_BYTES];
        for (int count = read(server, bytes); count >= 0; count = read(server, bytes)) {
            (isHolding ? held : to.getOutputStream()).write(bytes, 0, count);
        }
        if (!isHolding) {
            to.shutdownOutput();
        }
    }

    private static int read(Socket socket, byte[] bytes) throws IOException {
        return socket.getInputStream().read(bytes);
    }
}
