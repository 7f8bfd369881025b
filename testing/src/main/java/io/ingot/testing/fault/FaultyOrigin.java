// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.ingot.testing.fault.FaultPlan.Fault;
import io.ingot.testing.fault.FaultPlan.Framing;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A web server on 127.0.0.1 with the faults of a plan. It never sleeps: a stall lasts until the client disconnects. */
public final class FaultyOrigin implements AutoCloseable {
    private static final AtomicLong NUMBER = new AtomicLong();
    private static final int MAX_PORT_ATTEMPTS = 10_000;
    private static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int ENDLESS_BYTES = 32 << 20;

    private final FaultPlan plan;
    private final Content first;
    private final Content other;
    private final CorrectServer correct;
    private final FaultyResponse faulty;
    private final ConnectionGate gate = new ConnectionGate();
    private final ServerSocket listener;
    private final long number = NUMBER.incrementAndGet();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private Content content; // guarded by this
    private int responses; // guarded by this
    private int bodies; // guarded by this
    private int concurrentBodies; // guarded by this

    /** Starts a server on a free port. */
    public FaultyOrigin(FaultPlan plan) throws IOException {
        this.plan = plan;
        this.first = Content.of(plan.seed(), plan.size());
        this.other = Content.of(~plan.seed(), plan.otherSize());
        this.content = first;
        this.correct = new CorrectServer(plan);
        this.faulty = new FaultyResponse(plan);
        this.listener = bindUnusedPort();
        start(this::accept);
    }

    /** The URL of the image. */
    public String url() {
        return "http://127.0.0.1:" + listener.getLocalPort() + (plan.redirected() ? "/latest?" : "/image?") + number;
    }

    /**
     * Listens on a port that no earlier server had, since clients may remember facts about that server, such as whether it
     * supports HEAD.
     */
    private static ServerSocket bindUnusedPort() throws IOException {
        for (int attempt = 0; attempt < MAX_PORT_ATTEMPTS; attempt++) {
            ServerSocket candidate = new ServerSocket(0, 50, InetAddress.getByAddress(LOOPBACK));
            if (PORTS.add(candidate.getLocalPort())) {
                return candidate;
            }
            candidate.close();
        }
        throw new IOException("no unused port found; earlier servers used " + PORTS.size());
    }

    /** The first image. */
    public byte[] image() {
        return first.bytes();
    }

    /** All images that the server may have. */
    public List<byte[]> images() {
        return List.of(first.bytes(), other.bytes());
    }

    /** The number of responses that followed the plan, without those of a redirect loop. */
    public synchronized int responses() {
        return responses;
    }

    /** The requests and their faults, in order. */
    public String log() {
        return String.join("\n  ", log);
    }

    /** The largest number of bodies that were sent at the same time. */
    public synchronized int concurrentBodies() {
        return concurrentBodies;
    }

    @Override
    public void close() throws IOException {
        gate.close();
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                open.add(socket);
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            // The server is closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Optional<Request> request = Request.next(socket.getInputStream());
            while (request.isPresent() && respond(request.get(), socket)) {
                request = Request.next(socket.getInputStream());
            }
        } catch (IOException e) {
            // The client closed the connection.
        } finally {
            open.remove(socket);
        }
    }

    /** Responds to a request; returns whether the connection stays open. */
    private boolean respond(Request request, Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        if (request.path().startsWith("/circle/")) {
            Response redirect = new Response(plan, request).status("302 Found").framing(Framing.LENGTH);
            int next = 1 - Integer.parseInt(request.path().substring("/circle/".length()));
            out.write(redirect.header("Location", "/circle/" + next).bytes());
            return redirect.isPersistent();
        }
        Response response;
        Fault fault;
        synchronized (this) {
            fault = plan.fault(responses);
            responses++;
            if (fault.type() == FaultType.CHANGES || fault.type() == FaultType.CHANGES_SILENTLY) {
                changeContent(fault.type() == FaultType.CHANGES_SILENTLY);
            }
            response = faulty.of(request, correct.respond(request, content), fault, content);
            log.add(request.method() + " " + request.path() + " "
                    + request.header("range").orElse("") + " -> " + fault);
        }
        if (request.isHead()) {
            return send(request, response, fault, socket);
        }
        countBody(1);
        gate.request();
        try {
            return send(request, response, fault, socket);
        } finally {
            countBody(-1);
        }
    }

    private synchronized void countBody(int change) {
        bodies += change;
        concurrentBodies = Math.max(concurrentBodies, bodies);
    }

    private void changeContent(boolean silently) {
        Content next = Arrays.equals(content.bytes(), first.bytes()) ? other : first;
        content = silently ? content.withBytesOf(next) : next;
    }

    private boolean send(Request request, Response response, Fault fault, Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        byte[] bytes = response.bytes();
        int count = Math.min(fault.at(bytes.length), bytes.length);
        switch (fault.type()) {
            case CUT -> {
                out.write(bytes, 0, count);
                return false;
            }
            case RESET -> {
                out.write(bytes, 0, count);
                socket.setSoLinger(true, 0);
                return false;
            }
            case STALL -> {
                out.write(bytes, 0, count);
                awaitClose(socket);
                return false;
            }
            case ENDLESS -> {
                sendEndless(request, response, out);
                return false;
            }
            case LEFTOVERS -> {
                out.write(concatenate(bytes, new byte[fault.at(5000)]));
                return response.isPersistent();
            }
            case SECOND_ANSWER -> {
                String head = "HTTP/1.1 200 OK\r\nContent-Length: " + other.bytes().length + "\r\n\r\n";
                out.write(concatenate(bytes, concatenate(head.getBytes(ISO_8859_1), other.bytes())));
                return response.isPersistent();
            }
            case GARBAGE -> {
                out.write(garbage(fault).getBytes(ISO_8859_1));
                return false;
            }
            case HEADER_FLOOD -> {
                out.write("HTTP/1.1 200 OK\r\n".getBytes(ISO_8859_1));
                out.write(fault.choose("X-Flood: x\r\n".repeat(50_000), "X-Flood: " + "x".repeat(500_000))
                        .getBytes(ISO_8859_1));
                return false;
            }
            case INTERIM_FLOOD -> {
                out.write("HTTP/1.1 102 Processing\r\n\r\n".repeat(1000).getBytes(ISO_8859_1));
                out.write(bytes);
                return false;
            }
            default -> {
                if (plan.isSegmented()) {
                    gate.send(bytes, out);
                } else {
                    out.write(bytes);
                }
                return response.isPersistent();
            }
        }
    }

    private static String garbage(Fault fault) {
        return fault.choose(
                "\r\n\r\n\r\n",
                "\u0000\u0001\u0002\u0003\r\n\r\n",
                "HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 OK\r\n\r\n",
                "HTTP/1.1 -200 OK\r\n\r\n",
                "HTTP/1.1 99999 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon here\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nabc",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "220 mail ESMTP\r\n");
    }

    private void sendEndless(Request request, Response response, OutputStream out) throws IOException {
        if (!request.isHead()) {
            response.without("Content-Length").framing(Framing.CLOSE);
        }
        byte[] block = new byte[64 << 10];
        out.write(response.bytes());
        for (int sent = 0; sent < ENDLESS_BYTES; sent += block.length) {
            out.write(block);
        }
    }

    private static void awaitClose(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        while (in.read() >= 0) {
            // The client sends nothing more.
        }
    }

    private static byte[] concatenate(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "faulty-origin");
        thread.setDaemon(true);
        thread.start();
    }
}
