// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.ingot.testing.fault.Plan.Fault;
import io.ingot.testing.fault.Plan.Framing;
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
    private static final int MOST_DRAWS = 10_000;
    private static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int ENOUGH_FOR_ENDLESS = 32 << 20;

    private final Plan plan;
    private final Content first;
    private final Content other;
    private final HonestServer honest;
    private final FaultyAnswer faulty;
    private final Gate gate = new Gate();
    private final ServerSocket listener;
    private final long number = NUMBER.incrementAndGet();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private Content content; // guarded by this
    private int answers; // guarded by this
    private int bodies; // guarded by this
    private int bodiesAtOnce; // guarded by this

    /** A server on a free port. */
    public FaultyOrigin(Plan plan) throws IOException {
        this.plan = plan;
        this.first = Content.of(plan.seed(), plan.size());
        this.other = Content.of(~plan.seed(), plan.otherSize());
        this.content = first;
        this.honest = new HonestServer(plan);
        this.faulty = new FaultyAnswer(plan);
        this.listener = onNewPort();
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
    private static ServerSocket onNewPort() throws IOException {
        for (int draw = 0; draw < MOST_DRAWS; draw++) {
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
    public synchronized int answers() {
        return answers;
    }

    /** What was asked, and what was done wrong, in turn. */
    public String log() {
        return String.join("\n  ", log);
    }

    /** The most bodies that were on their way at one time. */
    public synchronized int bodiesAtOnce() {
        return bodiesAtOnce;
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
            Optional<Asked> asked = Asked.next(socket.getInputStream());
            while (asked.isPresent() && answer(asked.get(), socket)) {
                asked = Asked.next(socket.getInputStream());
            }
        } catch (IOException e) {
            // The client cut the connection.
        } finally {
            open.remove(socket);
        }
    }

    /** Whether the connection stays open. */
    private boolean answer(Asked asked, Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        if (asked.path().startsWith("/circle/")) {
            Answer round = new Answer(plan, asked).status("302 Found").framed(Framing.LENGTH);
            int next = 1 - Integer.parseInt(asked.path().substring("/circle/".length()));
            out.write(round.header("Location", "/circle/" + next).bytes());
            return round.keeps();
        }
        Answer answer;
        Fault fault;
        synchronized (this) {
            fault = plan.fault(answers);
            answers++;
            if (fault.misdeed() == Misdeed.CHANGES || fault.misdeed() == Misdeed.CHANGES_SILENTLY) {
                change(fault.misdeed() == Misdeed.CHANGES_SILENTLY);
            }
            answer = faulty.of(asked, honest.answer(asked, content), fault, content);
            log.add(asked.method() + " " + asked.path() + " "
                    + asked.header("range").orElse("") + " -> " + fault);
        }
        if (asked.head()) {
            return send(asked, answer, fault, socket);
        }
        body(1);
        gate.ask();
        try {
            return send(asked, answer, fault, socket);
        } finally {
            body(-1);
        }
    }

    private synchronized void body(int change) {
        bodies += change;
        bodiesAtOnce = Math.max(bodiesAtOnce, bodies);
    }

    private void change(boolean silently) {
        Content next = Arrays.equals(content.bytes(), first.bytes()) ? other : first;
        content = silently ? content.silently(next) : next;
    }

    private boolean send(Asked asked, Answer answer, Fault fault, Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        byte[] bytes = answer.bytes();
        int some = Math.min(fault.at(bytes.length), bytes.length);
        switch (fault.misdeed()) {
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
                awaitEnd(socket);
                return false;
            }
            case ENDLESS -> {
                sendForEver(asked, answer, out);
                return false;
            }
            case LEFTOVERS -> {
                out.write(joined(bytes, new byte[fault.at(5000)]));
                return answer.keeps();
            }
            case SECOND_ANSWER -> {
                String head = "HTTP/1.1 200 OK\r\nContent-Length: " + other.bytes().length + "\r\n\r\n";
                out.write(joined(bytes, joined(head.getBytes(ISO_8859_1), other.bytes())));
                return answer.keeps();
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
                if (plan.segmented()) {
                    gate.send(bytes, out);
                } else {
                    out.write(bytes);
                }
                return answer.keeps();
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

    private void sendForEver(Asked asked, Answer answer, OutputStream out) throws IOException {
        if (!asked.head()) {
            answer.without("Content-Length").framed(Framing.CLOSE);
        }
        byte[] more = new byte[64 << 10];
        out.write(answer.bytes());
        for (int sent = 0; sent < ENOUGH_FOR_ENDLESS; sent += more.length) {
            out.write(more);
        }
    }

    private static void awaitEnd(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        while (in.read() >= 0) {
            // The client has nothing to say.
        }
    }

    private static byte[] joined(byte[] one, byte[] more) {
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
