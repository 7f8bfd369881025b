// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ingot.image.ErrorCode;
import io.ingot.runtime.internal.launch.Failure;
import io.ingot.runtime.internal.launch.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A web server with one image, and the little of the Image API v2 of OpenStack that serves the same image by its id. */
final class DemoServer implements AutoCloseable {
    static final String IMAGE_ID = "5fd4cbb6-9a5e-4a1c-8d38-6f0c8b5c3f5e";

    private final HttpServer server;
    private final DemoImage image;
    private final String entityTag;

    private DemoServer(HttpServer server, DemoImage image) {
        this.server = server;
        this.image = image;
        this.entityTag = "\"" + image.digest("SHA-256").substring(0, 16) + "\"";
    }

    /** Listens on a free port of this machine alone. */
    static DemoServer start(DemoImage image) throws Failure {
        try {
            HttpServer server =
                    HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
            DemoServer demo = new DemoServer(server, image);
            server.createContext("/images/demo.img", demo::bytes);
            server.createContext("/v2/images/" + IMAGE_ID, demo::facts);
            server.createContext("/v2/images/" + IMAGE_ID + "/file", demo::bytes);
            server.start();
            return demo;
        } catch (IOException e) {
            throw new Failure(ErrorCode.LOCAL_IO, "the demo cannot listen on 127.0.0.1: " + e.getMessage(), e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void bytes(HttpExchange exchange) throws IOException {
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
            Optional<ByteRange> range = ByteRange.of(asked(exchange), size);
            range.ifPresent(part -> exchange.getResponseHeaders().set("Content-Range", part.contentRange(size)));
            ByteRange part = range.orElse(new ByteRange(0, size - 1));
            exchange.sendResponseHeaders(range.isPresent() ? 206 : 200, part.length());
            image.write(exchange.getResponseBody(), part);
        }
    }

    /** The range, unless it is wanted of another version only. */
    private @Nullable String asked(HttpExchange exchange) {
        String onlyOf = exchange.getRequestHeaders().getFirst("If-Range");
        return onlyOf == null || onlyOf.equals(entityTag)
                ? exchange.getRequestHeaders().getFirst("Range")
                : null;
    }

    private void facts(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] json = ("{\"id\":" + Json.text(IMAGE_ID)
                            + ",\"name\":\"demo\",\"status\":\"active\",\"visibility\":\"public\""
                            + ",\"disk_format\":\"raw\",\"container_format\":\"bare\""
                            + ",\"created_at\":\"2026-01-01T00:00:00Z\",\"updated_at\":\"2026-01-01T00:00:00Z\""
                            + ",\"size\":" + image.size()
                            + ",\"checksum\":" + Json.text(image.digest("MD5"))
                            + ",\"os_hash_algo\":\"sha512\",\"os_hash_value\":" + Json.text(image.digest("SHA-512"))
                            + ",\"file\":" + Json.text("/v2/images/" + IMAGE_ID + "/file") + "}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, json.length);
            exchange.getResponseBody().write(json);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
