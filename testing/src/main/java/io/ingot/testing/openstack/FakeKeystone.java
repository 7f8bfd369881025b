// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.openstack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.ingot.testing.http.LoopbackServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A fake Keystone v3 on 127.0.0.1 that grants every request unless configured otherwise, and records its requests. */
public final class FakeKeystone implements AutoCloseable {
    /** The project of all tokens. */
    public static final String PROJECT = "6d0e5f";

    private final LoopbackServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Responder respondWith = (exchange, number) -> grant(exchange, "token-" + number);

    /** A received request. Absent headers are empty strings. */
    public record Request(String method, String path, String body, String authToken, String subjectToken) {}

    /** Responds to requests. */
    @FunctionalInterface
    public interface Responder {
        /** Responds to the request of this number, counted from 1. */
        void answer(HttpExchange exchange, int number) throws Exception;
    }

    public FakeKeystone() throws IOException {
        server = new LoopbackServer(this::answer);
    }

    /** Sets the responses from now on. */
    public FakeKeystone respondWith(Responder responder) {
        respondWith = responder;
        return this;
    }

    /** Sets the status and the body of all responses from now on. */
    public FakeKeystone respondWith(int status, String body) {
        return respondWith((exchange, number) -> send(exchange, status, body));
    }

    public String url() {
        return server.url();
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public static void grant(HttpExchange exchange, String token) throws IOException {
        grant(exchange, token, Instant.parse("2026-01-31T12:00:00Z"), Duration.ofHours(1));
    }

    public static void grant(HttpExchange exchange, String token, Instant issued, Duration life) throws IOException {
        exchange.getResponseHeaders().set("X-Subject-Token", token);
        send(exchange, exchange.getRequestMethod().equals("GET") ? 200 : 201, document(issued, issued.plus(life)));
    }

    /** The document of a token. */
    public static String document(Instant issued, Instant expires) {
        return """
                {"token": {"methods": ["password"], "issued_at": "%s", "expires_at": "%s",
                  "project": {"id": "%s", "name": "service", "domain": {"id": "default", "name": "Default"}},
                  "roles": [{"id": "1", "name": "Admin"}, {"id": "2", "name": "service"}],
                  "catalog": [{"type": "image", "id": "a", "name": "glance", "endpoints": [
                    {"id": "b", "interface": "public", "region_id": "RegionOne", "region": "RegionOne",
                     "url": "http://glance.test:9292"}]}]}}
                """.formatted(issued, expires, PROJECT);
    }

    public static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            respondWith.answer(exchange, remember(exchange));
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private synchronized int remember(HttpExchange exchange) throws IOException {
        requests.add(new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8),
                header(exchange, "X-Auth-Token"),
                header(exchange, "X-Subject-Token")));
        return requests.size();
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }
}
