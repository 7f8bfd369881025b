// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ingot.common.text.JsonText;
import io.ingot.image.ErrorCode;
import io.ingot.runtime.internal.home.LaunchFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A web server with a folder of images and their checksum file, and the part of OpenStack's Image API v2 that serves
 * one of them by its id.
 */
final class DemoServer implements AutoCloseable {
    static final String IMAGE_ID = "5fd4cbb6-9a5e-4a1c-8d38-6f0c8b5c3f5e";
    static final String FOLDER = "/images/";
    static final String CHECKSUM_FILE = "SHA256SUMS";

    private final HttpServer server;
    private final AtomicInteger transfers = new AtomicInteger();

    private DemoServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts a server on a free port of the loopback interface.
     *
     * @param images the images by their names in the folder
     * @param glance the image that has an id as well
     */
    static DemoServer start(Map<String, DemoImage> images, DemoImage glance) throws LaunchFailure {
        try {
            HttpServer server =
                    HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
            DemoServer demo = new DemoServer(server);
            images.forEach(
                    (name, image) -> server.createContext(FOLDER + name, exchange -> demo.bytes(exchange, image)));
            server.createContext(
                    FOLDER + CHECKSUM_FILE, exchange -> text(exchange, "text/plain", checksumFile(images)));
            server.createContext(
                    "/v2/images/" + IMAGE_ID, exchange -> text(exchange, "application/json", metadata(glance)));
            server.createContext("/v2/images/" + IMAGE_ID + "/file", exchange -> demo.bytes(exchange, glance));
            server.start();
            return demo;
        } catch (IOException e) {
            throw new LaunchFailure(ErrorCode.LOCAL_IO, "the demo cannot listen on 127.0.0.1: " + e.getMessage(), e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns the number of requests for the bytes of an image. */
    int transfers() {
        return transfers.get();
    }

    private void bytes(HttpExchange exchange, DemoImage image) throws IOException {
        String entityTag = "\"" + image.sha256() + "\"";
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
            exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
            exchange.getResponseHeaders().set("ETag", entityTag);
            int size = image.size();
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(size));
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            transfers.incrementAndGet();
            Optional<ByteRange> range = ByteRange.of(requestedRange(exchange, entityTag), size);
            range.ifPresent(part -> exchange.getResponseHeaders().set("Content-Range", part.contentRange(size)));
            ByteRange part = range.orElse(new ByteRange(0, size - 1));
            exchange.sendResponseHeaders(range.isPresent() ? 206 : 200, part.length());
            image.write(exchange.getResponseBody(), part);
        }
    }

    /** Returns the {@code Range} header, unless {@code If-Range} names another version. */
    private static @Nullable String requestedRange(HttpExchange exchange, String entityTag) {
        String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
        return ifRange == null || ifRange.equals(entityTag)
                ? exchange.getRequestHeaders().getFirst("Range")
                : null;
    }

    private static void text(HttpExchange exchange, String type, String text) throws IOException {
        try (exchange) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(bytes.length));
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String checksumFile(Map<String, DemoImage> images) {
        return images.entrySet().stream()
                .map(image -> image.getValue().sha256() + "  " + image.getKey() + "\n")
                .collect(Collectors.joining());
    }

    private static String metadata(DemoImage image) {
        return "{\"id\":" + JsonText.of(IMAGE_ID)
                + ",\"name\":\"demo\",\"status\":\"active\",\"visibility\":\"public\""
                + ",\"disk_format\":\"raw\",\"container_format\":\"bare\""
                + ",\"created_at\":\"2026-01-01T00:00:00Z\",\"updated_at\":\"2026-01-01T00:00:00Z\""
                + ",\"size\":" + image.size()
                + ",\"checksum\":" + JsonText.of(image.digest("MD5"))
                + ",\"os_hash_algo\":\"sha512\",\"os_hash_value\":" + JsonText.of(image.digest("SHA-512"))
                + ",\"file\":" + JsonText.of("/v2/images/" + IMAGE_ID + "/file") + "}";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
