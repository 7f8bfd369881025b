// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.http;

import com.sun.net.httpserver.HttpExchange;
import io.ingot.testing.Images;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One image of a {@link CountingOrigin}: its bytes, how it is served, and how often each of its bytes was sent. Configure it
 * before it is served; it can be blocked and released at any time. Safe for concurrent use.
 */
public final class OriginImage {
    private static final int BLOCK = 16 * 1024;
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

    private final String path;
    private final byte[] content;
    private final String entityTag;
    private final long[] sentOfBlock;
    private long bytesPerSecond = Long.MAX_VALUE;
    private boolean sized = true;

    private boolean responsesBlocked;
    private long bodyLimit = Long.MAX_VALUE;
    private int requests;
    private int bodies;
    private int wholeBodies;
    private int blocked;

    private OriginImage(String path, byte[] content) {
        this.path = path;
        this.content = content;
        this.entityTag = '"' + Images.digest("SHA-256", content).substring(0, 16) + '"';
        this.sentOfBlock = new long[content.length / BLOCK + 1];
    }

    /** An image at a path, with a strong entity tag, ranges, and no rate limit. */
    public static OriginImage of(String path, byte[] content) {
        return new OriginImage(path, content);
    }

    /** Limits the rate of each body. */
    public OriginImage bytesPerSecond(long rate) {
        bytesPerSecond = rate;
        return this;
    }

    /** Hides the size, and disables ranges. */
    public OriginImage withoutSize() {
        sized = false;
        return this;
    }

    /** The path of its URL. */
    public String path() {
        return path;
    }

    /** Its bytes. */
    public byte[] content() {
        return content;
    }

    /** The number of its bytes. */
    public long size() {
        return content.length;
    }

    /** Whether a file has exactly its bytes. */
    public boolean isContentOf(Path file) throws IOException {
        return Files.size(file) == content.length && Arrays.equals(Files.readAllBytes(file), content);
    }

    /** Blocks all responses from now on. */
    public synchronized OriginImage holdAnswers() {
        responsesBlocked = true;
        return this;
    }

    /** Blocks all bodies at this position from now on. */
    public synchronized OriginImage holdBodiesAt(long position) {
        bodyLimit = position;
        return this;
    }

    /** Releases everything that is blocked. */
    public synchronized void release() {
        responsesBlocked = false;
        bodyLimit = Long.MAX_VALUE;
        notifyAll();
    }

    /** The number of requests, of any kind. */
    public synchronized int requestCount() {
        return requests;
    }

    /** The number of bodies that were started. */
    public synchronized int bodies() {
        return bodies;
    }

    /** The number of bodies that were not sent completely, including those in progress. */
    public synchronized int brokenBodies() {
        return bodies - wholeBodies;
    }

    /** The number of requests that are blocked now. */
    public synchronized int blockedRequests() {
        return blocked;
    }

    /** The number of bytes that were sent, in all bodies. */
    public synchronized long sent() {
        long sum = 0;
        for (long bytes : sentOfBlock) {
            sum += bytes;
        }
        return sum;
    }

    /** The number of bytes that were sent more than once. */
    public synchronized long sentAgain() {
        long again = 0;
        for (int block = 0; block < sentOfBlock.length; block++) {
            int length = Math.min(BLOCK, content.length - block * BLOCK);
            again += Math.max(0, sentOfBlock[block] - length);
        }
        return again;
    }

    void answer(HttpExchange exchange) throws IOException {
        synchronized (this) {
            requests++;
        }
        waitWhile(() -> responsesBlocked);
        exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
        exchange.getResponseHeaders().set("ETag", entityTag);
        if (entityTag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
        } else if (exchange.getRequestMethod().equals("HEAD")) {
            if (sized) {
                exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
                exchange.getResponseHeaders().set("Content-Length", Long.toString(size()));
            }
            exchange.sendResponseHeaders(200, -1);
        } else {
            answerWithBody(exchange);
        }
    }

    private void answerWithBody(HttpExchange exchange) throws IOException {
        String header = exchange.getRequestHeaders().getFirst("Range");
        String condition = exchange.getRequestHeaders().getFirst("If-Range");
        Matcher range = RANGE.matcher(header == null ? "" : header);
        if (!sized || !range.matches() || (condition != null && !condition.equals(entityTag))) {
            exchange.sendResponseHeaders(200, sized ? content.length : 0);
            send(exchange.getResponseBody(), 0, content.length);
            return;
        }
        int from = Integer.parseInt(range.group(1));
        int to = range.group(2).isEmpty()
                ? content.length
                : Math.min(content.length, Integer.parseInt(range.group(2)) + 1);
        if (from >= to) {
            exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
        exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + content.length);
        exchange.sendResponseHeaders(206, to - from);
        send(exchange.getResponseBody(), from, to);
    }

    private void send(OutputStream body, int from, int to) throws IOException {
        synchronized (this) {
            bodies++;
        }
        long due = System.nanoTime();
        int position = from;
        while (position < to) {
            int block = position / BLOCK;
            int end = Math.min(to, (block + 1) * BLOCK);
            waitWhile(() -> end > bodyLimit);
            due = pace(due, end - position);
            body.write(content, position, end - position);
            body.flush();
            synchronized (this) {
                sentOfBlock[block] += end - position;
            }
            position = end;
        }
        body.close();
        synchronized (this) {
            wholeBodies++;
        }
    }

    private synchronized void waitWhile(BooleanSupplier isBlocked) throws IOException {
        blocked++;
        try {
            while (isBlocked.getAsBoolean()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the origin is closed");
        } finally {
            blocked--;
        }
    }

    /** Waits until a block may be sent at the configured rate; returns that time. */
    private long pace(long previous, long bytes) {
        long time = bytesPerSecond == Long.MAX_VALUE ? 0 : TimeUnit.SECONDS.toNanos(bytes) / bytesPerSecond;
        long due = Math.max(previous + time, System.nanoTime());
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return due;
    }
}
