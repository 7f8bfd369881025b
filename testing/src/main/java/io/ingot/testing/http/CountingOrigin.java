// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A web server that counts the bytes it sends, with rates and pauses that a test controls. */
public final class CountingOrigin implements AutoCloseable {
    private final LoopbackServer server;
    private final Map<String, OriginImage> images = new ConcurrentHashMap<>();

    /** Starts a server on a free port, without images. */
    public CountingOrigin() throws IOException {
        server = new LoopbackServer(this::answer);
    }

    /** Serves an image from now on. Replaces an image with the same path. */
    public OriginImage serve(OriginImage image) {
        images.put(image.path(), image);
        return image;
    }

    /** Stops serving an image. */
    public void remove(OriginImage image) {
        images.remove(image.path(), image);
    }

    /** The reference of an image. */
    public String url(OriginImage image) {
        return server.url() + image.path();
    }

    @Override
    public void close() {
        images.values().forEach(OriginImage::release);
        server.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        OriginImage image = images.get(exchange.getRequestURI().getPath());
        if (image == null) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            image.answer(exchange);
        }
    }
}
