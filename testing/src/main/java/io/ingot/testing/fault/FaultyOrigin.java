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

/** A web server on 127.0.0.1 that does wrong by plan. It never waits for time to pass: it stalls until the client goes. */
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

    /** A server on a free port. */
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

    /** What to ask for. */
    public String url() {
        return "http://127.0.0.1:" + listener.getLocalPort() + (plan.redirected() ? "/latest?" : "/image?") + number;
    }

    /**
     * Listens on a port that no earlier server had: of its images, and of whether it knows HEAD, something may be
     * remembered.
     */
    private static ServerSocket bindUnusedPort() throws IOException {
        for (int draw = 0; draw < MAX_PORT_ATTEMPTS; draw++) {
            ServerSocket drawn = new ServerSocket(0, 50, InetAddress.getByAddress(LOOPBACK));
            if (PORTS.add(drawn.getLocalPort())) {
                return drawn;
            }
            drawn.close();
        }
        throw new IOException("no port is found that no earlier server had; " + PORTS.size() + " are used up");
    }

    /** The image that is there at first. */
    public byte[] image() {
        return first.bytes();
    }

    /** All images that are there at some time. */
    public List<byte[]> images() {
        return List.of(first.bytes(), other.bytes());
    }

    /** How many answers followed the plan: those on the way round a circle do not count. */
    public synchronized int responses() {
        return responses;
    }

    /** What was asked, and what was done wrong, in turn. */
    public String log() {
        return String.join("\n  ", log);
    }

    /** The most bodies that were on their way at one time. */
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
            Optional<Request> asked = Request.next(socket.getInputStream());
            while (asked.isPresent() && answer(asked.get(), socket)) {
                asked = Request.next(socket.getInputStream());
            }
        } catch (IOException e) {
            // The client cut the connection.
        } finally {
            open.remove(socket);
        }
    }

    /** Whether the connection stays open. */
    private boolean answer(Request asked, Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        if (asked.path().startsWith("/circle/")) {
            Response round = new Response(plan, asked).status("302 Found").framing(Framing.LENGTH);
            int next = 1 - Integer.parseInt(asked.path().substring("/circle/".length()));
            out.write(round.header("Location", "/circle/" + next).bytes());
            return round.isPersistent();
        }
        Response answer;
        Fault fault;
        synchronized (this) {
            fault = plan.fault(responses);
            responses++;
            if (fault.type() == FaultType.CHANGES || fault.type() == FaultType.CHANGES_SILENTLY) {
                changeContent(fault.type() == FaultType.CHANGES_SILENTLY);
            }
            answer = faulty.of(asked, correct.answer(asked, content), fault, content);
            log.add(asked.method() + " " + asked.path() + " "
                    + asked.header("range").orElse("") + " -> " + fault);
        }
        if (asked.isHead()) {
            return send(asked, answer, fault, socket);
        }
        countBody(1);
        gate.request();
        try {
            return send(asked, answer, fault, socket);
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

    private boolean send(Request asked, Response answer, Fault fault, Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        byte[] bytes = answer.bytes();
        int some = Math.min(fault.at(bytes.length), bytes.length);
        switch (fault.type()) {
            case CUT -> {
                out.write(bytes, 0, some);
                return false;
            }
            case RESET -> {
                out.write(bytes, 0, some);
                socket.setSoLinger(true, 0);
                return false;
            }
            case STALL -> {
                out.write(bytes, 0, some);
                awaitClose(socket);
                return false;
            }
            case ENDLESS -> {
                sendEndless(asked, answer, out);
                return false;
            }
            case LEFTOVERS -> {
                out.write(concatenate(bytes, new byte[fault.at(5000)]));
                return answer.isPersistent();
            }
            case SECOND_ANSWER -> {
                String head = "HTTP/1.1 200 OK\r\nContent-Length: " + other.bytes().length + "\r\n\r\n";
                out.write(concatenate(bytes, concatenate(head.getBytes(ISO_8859_1), other.bytes())));
                return answer.isPersistent();
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
                return answer.isPersistent();
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

    private void sendEndless(Request asked, Response answer, OutputStream out) throws IOException {
        if (!asked.isHead()) {
            answer.without("Content-Length").framing(Framing.CLOSE);
        }
        byte[] more = new byte[64 << 10];
        out.write(answer.bytes());
        for (int sent = 0; sent < ENDLESS_BYTES; sent += more.length) {
            out.write(more);
        }
    }

    private static void awaitClose(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        while (in.read() >= 0) {
            // The client has nothing to say.
        }
    }

    private static byte[] concatenate(byte[] one, byte[] more) {
        byte[] both = Arrays.copyOf(one, one.length + more.length);
        System.arraycopy(more, 0, both, one.length, more.length);
        return both;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "faulty-origin");
        thread.setDaemon(true);
        thread.start();
    }
}
