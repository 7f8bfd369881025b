// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLServerSocket;

/** A server on 127.0.0.1 that sends arbitrary bytes, also invalid ones. */
public final class RawServer implements AutoCloseable {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final ServerSocket listener;
    private final Script script;
    private final List<Received> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Responds to one request. */
    @FunctionalInterface
    public interface Script {
        void serve(Received request, Connection connection) throws IOException;
    }

    /** A received request. Header names are in lower case; of equal names the last one counts. */
    public record Received(String method, String target, Map<String, String> headers, String body) {
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }
    }

    /** The server's end of a connection. */
    public final class Connection {
        private final Socket socket;
        private final boolean isHead;

        private Connection(Socket socket, Received request) {
            this.socket = socket;
            this.isHead = request.method().equals("HEAD");
        }

        /** Sends text, one byte for each character. */
        public void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        /** Sends bytes. */
        public void send(byte[] bytes) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        }

        /** Sends a response with a status line, header lines and a body with its length; without the body to HEAD. */
        public void answer(String status, String body, String... headers) throws IOException {
            StringBuilder text = new StringBuilder("HTTP/1.1 " + status + "\r\n");
            for (String header : headers) {
                text.append(header).append("\r\n");
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            send(text + "Content-Length: " + bytes.length + "\r\n\r\n");
            if (!isHead) {
                socket.getOutputStream().write(bytes);
                socket.getOutputStream().flush();
            }
        }

        public void close() throws IOException {
            socket.close();
        }

        /** Closes the connection with a reset. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Waits without sending until the server is closed. */
        public void stall() {
            try {
                stopped.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Copies bytes in both directions, as a tunnel to a local port. */
        public void tunnelTo(int port) throws IOException {
            try (Socket other = new Socket(InetAddress.getByAddress(LOOPBACK), port)) {
                start(() -> copy(other, socket));
                copy(socket, other);
            }
        }
    }

    public RawServer(Script script) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getByAddress(LOOPBACK)), script);
    }

    /** Serves the connections of a listener, such as one for TLS. */
    public RawServer(ServerSocket listener, Script script) {
        this.script = script;
        this.listener = listener;
        start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The URL of a path on this server: https if its listener is an {@link SSLServerSocket}. */
    public String url(String path) {
        return (listener instanceof SSLServerSocket ? "https" : "http") + "://127.0.0.1:" + port() + path;
    }

    public List<Received> requests() {
        return requests;
    }

    public int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        stopped.countDown();
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                open.add(socket);
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            stopped.countDown();
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Optional<Received> request = receive(socket.getInputStream());
            while (request.isPresent()) {
                requests.add(request.get());
                script.serve(request.get(), new Connection(socket, request.get()));
                request = receive(socket.getInputStream());
            }
        } catch (IOException e) {
            // The client or the script closed the connection.
        } finally {
            open.remove(socket);
        }
    }

    private static Optional<Received> receive(InputStream in) throws IOException {
        String[] first = line(in).split(" ", 3);
        if (first.length < 3 || !first[2].startsWith("HTTP/")) {
            return Optional.empty(); // the end, or not HTTP
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return Optional.of(new Received(first[0], first[1], headers, body));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One end closed the connection, which ends the tunnel.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }
}
