// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ingot.httpclient.HttpRequest;
import io.ingot.httpclient.HttpResponse;
import io.ingot.httpclient.internal.settings.HttpClientConfig;
import io.ingot.image.Call;
import io.ingot.testing.Configurations;
import io.ingot.testing.access.FakePolicy;
import io.ingot.testing.http.RawServer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** Base of tests with a client that is wired as in the framework. */
abstract class HttpClientFixture {
    final FakePolicy policy = new FakePolicy();
    final SharedPool pool = new SharedPool(Configurations.of(HttpClientConfig.class), policy);
    final BundleHttpClient http = new BundleHttpClient(pool);
    final Call call = Call.start();

    @AfterEach
    void stop() {
        http.deactivate();
        pool.deactivate();
        call.close();
    }

    /** Returns the body of the response. */
    final String send(HttpRequest get) throws IOException {
        try (HttpResponse response = http.send(get, call)) {
            return text(response);
        }
    }

    static String text(HttpResponse response) throws IOException {
        return new String(response.body().readAllBytes(), UTF_8);
    }

    /** Starts a server. */
    RawServer serving(RawServer.Script script) throws IOException {
        return new RawServer(script);
    }

    /** Changes the configuration to the defaults, except for these values. */
    void configure(Map<String, ?> values) {
        pool.modified(Configurations.of(HttpClientConfig.class, values));
    }

    final RawServer answering(String status, String body, String... headers) throws IOException {
        return serving((request, connection) -> connection.answer(status, body, headers));
    }

    /** Starts a server that sends a body of a declared length, and keeps the connection. */
    final RawServer sendingBytes(byte[] body) throws IOException {
        return serving((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n");
            connection.send(body);
        });
    }

    /** Starts a server that sends bytes and closes the connection. */
    final RawServer sending(String response) throws IOException {
        return serving((request, connection) -> {
            connection.send(response);
            connection.close();
        });
    }

    /** Waits for a step of the test. */
    static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
