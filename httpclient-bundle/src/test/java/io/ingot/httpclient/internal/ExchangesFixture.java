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
import org.junit.jupiter.api.AfterEach;

/** A client as the framework makes it, and shorthand to use it. */
abstract class ExchangesFixture {
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

    /** The whole body of what is answered. */
    final String send(HttpRequest ask) throws IOException {
        try (HttpResponse answer = http.send(ask, call)) {
            return text(answer);
        }
    }

    static String text(HttpResponse answer) throws IOException {
        return new String(answer.body().readAllBytes(), UTF_8);
    }

    static RawServer answering(String status, String body, String... headers) throws IOException {
        return new RawServer((request, connection) -> connection.answer(status, body, headers));
    }

    /** Sends bytes, and closes. */
    static RawServer sending(String answer) throws IOException {
        return new RawServer((request, connection) -> {
            connection.send(answer);
            connection.close();
        });
    }
}
