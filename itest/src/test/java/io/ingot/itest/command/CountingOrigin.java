// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server of ours that counts every byte it sends, and sends them as slowly as a test wants, or not at all. */
public final class CountingOrigin implements AutoCloseable {
    static {
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, OriginImage> images = new ConcurrentHashMap<>();

    /** A server on a free port, without images. */
    public CountingOrigin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Serves an image from now on, in place of whatever was at its path. */
    public OriginImage serve(OriginImage image) {
        images.put(image.path(), image);
        return image;
    }

    /** Serves an image no more. */
    public void forget(OriginImage image) {
        images.remove(image.path(), image);
    }

    /** The reference of an image. */
    public String url(OriginImage image) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + image.path();
    }

    @Override
    public void close() {
        images.values().forEach(OriginImage::letGo);
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            OriginImage image = images.get(exchange.getRequestURI().getPath());
            if (image == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                image.answer(exchange);
            }
        }
    }
}
