// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import io.ingot.httpclient.HttpAnswer;
import io.ingot.httpclient.HttpAsk;
import io.ingot.httpclient.HttpExchanges;
import io.ingot.image.Call;
import io.ingot.image.ImageReference;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers as Glance does, and remembers what it was asked. */
final class FakeGlance implements HttpExchanges {
    static final String ENDPOINT = "http://glance.test:9292";

    private final Map<String, Canned> answers = new HashMap<>();
    private final List<HttpAsk> asked = new ArrayList<>();

    private record Canned(int status, Supplier<InputStream> body) {}

    FakeGlance metadata(String id, int status, String document) {
        return answer("/v2/images/" + id, status, () -> stream(document));
    }

    FakeGlance metadata(String id, Supplier<InputStream> document) {
        return answer("/v2/images/" + id, 200, document);
    }

    FakeGlance file(String id, int status) {
        return answer("/v2/images/" + id + "/file", status, () -> stream("x"));
    }

    List<HttpAsk> asked() {
        return List.copyOf(asked);
    }

    @Override
    public HttpAnswer send(HttpAsk ask, Call call) {
        asked.add(ask);
        Canned canned = answers.getOrDefault(ask.target().path(), new Canned(404, () -> stream("<html>404</html>")));
        return new FakeAnswer(ask.target(), canned);
    }

    private FakeGlance answer(String path, int status, Supplier<InputStream> body) {
        answers.put(path, new Canned(status, body));
        return this;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private record FakeAnswer(ImageReference at, Canned canned) implements HttpAnswer {
        @Override
        public int status() {
            return canned.status();
        }

        @Override
        public List<String> headers(String name) {
            return List.of();
        }

        @Override
        public Optional<Instant> date(String name) {
            return Optional.empty();
        }

        @Override
        public InputStream body() {
            return canned.body().get();
        }

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
