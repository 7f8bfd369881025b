// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A web server with whole files, ranges, strong entity tags, and bodies that a test can ration. */
public final class HttpOrigin implements AutoCloseable {
    /** The bytes that one permit lets through. */
    public static final int BLOCK = 64 * 1024;

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

    private final LoopbackServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, byte[]> cached = new ConcurrentHashMap<>();
    private final Semaphore permits = new Semaphore(0);
    private final LongAdder sent = new LongAdder();
    private volatile boolean rationed;

    /** Starts a server on a free port, without files. */
    public HttpOrigin() {
        try {
            server = new LoopbackServer(this::answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Serves bytes at a path; returns their URL. */
    public String serve(String path, byte[] content) {
        files.put(path, content);
        return url() + path;
    }

    /** Simulates a cache that answers with other bytes for a path, unless a request says {@code no-cache} (RFC 9111). */
    public void cache(String path, byte[] content) {
        cached.put(path, content);
    }

    /** Serves an active image as Glance does; returns the URL of the service. */
    public String serveGlance(String id, byte[] image, String sha512) {
        return serveGlance(id, image, sha512, Map.of());
    }

    /** Serves an active image with properties as Glance does; returns the URL of the service. */
    public String serveGlance(String id, byte[] image, String sha512, Map<String, String> properties) {
        String more = properties.entrySet().stream()
                .map(property -> ",\"%s\":\"%s\"".formatted(property.getKey(), property.getValue()))
                .collect(Collectors.joining());
        String facts = """
                {"id":"%s","name":"an image","status":"active","size":%d,"disk_format":"raw","container_format":"bare",
                 "visibility":"public","os_hash_algo":"sha512","os_hash_value":"%s","checksum":null,
                 "created_at":"2026-01-31T12:00:00Z","updated_at":"2026-01-31T12:00:00Z"%s}
                """.formatted(id, image.length, sha512, more);
        files.put("/v2/images/" + id, facts.getBytes(StandardCharsets.UTF_8));
        files.put("/v2/images/" + id + "/file", image);
        return url();
    }

    /** From now on, each block of a body needs a permit. */
    public void ration(int blocks) {
        rationed = true;
        permits.release(blocks);
    }

    /** Sends everything from now on. */
    public void allowAll() {
        rationed = false;
        permits.release(1_000_000);
    }

    /** The bytes of bodies sent so far. */
    public long sent() {
        return sent.sum();
    }

    /** Its address, without a path. */
    public String url() {
        return server.url();
    }

    @Override
    public void close() {
        allowAll();
        server.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean noCache = "no-cache".equals(exchange.getRequestHeaders().getFirst("Cache-Control"));
        byte[] file = noCache ? files.get(path) : cached.getOrDefault(path, files.get(path));
        if (file == null) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", type(file));
        exchange.getResponseHeaders().set("ETag", "\"" + file.length + "\"");
        exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
        send(exchange, file);
    }

    private static String type(byte[] file) {
        return switch (file.length == 0 ? 0 : file[0]) {
            case '{' -> "application/json";
            case '<' -> "text/html";
            default -> "application/octet-stream";
        };
    }

    private void send(HttpExchange exchange, byte[] file) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(file.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        String header = exchange.getRequestHeaders().getFirst("Range");
        Matcher range = RANGE.matcher(header == null ? "" : header);
        if (!range.matches()) {
            exchange.sendResponseHeaders(200, file.length == 0 ? -1 : file.length);
            write(exchange.getResponseBody(), file, 0, file.length);
            return;
        }
        int from = Integer.parseInt(range.group(1));
        int to = range.group(2).isEmpty() ? file.length : Math.min(file.length, Integer.parseInt(range.group(2)) + 1);
        exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + file.length);
        exchange.sendResponseHeaders(206, to - from);
        write(exchange.getResponseBody(), file, from, to);
    }

    private void write(OutputStream body, byte[] file, int from, int to) throws IOException {
        for (int position = from; position < to; position += BLOCK) {
            if (rationed && to - from > BLOCK) {
                permits.acquireUninterruptibly();
            }
            int count = Math.min(BLOCK, to - position);
            body.write(file, position, count);
            body.flush();
            sent.add(count);
        }
    }
}
