// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import io.ingot.httpclient.HttpClient;
import io.ingot.httpclient.HttpRequest;
import io.ingot.httpclient.HttpResponse;
import io.ingot.image.AddressScope;
import io.ingot.image.Call;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.Secret;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers as Glance does, at any number of endpoints, and remembers what it was asked. */
final class FakeGlance implements HttpClient {
    static final String ENDPOINT = "http://glance.test:9292";

    private static final String TOKENS = "/v3/auth/tokens";

    private final Map<String, Canned> answers = new HashMap<>();
    private final Map<String, Integer> statusOfHost = new HashMap<>();
    private final Map<String, Runnable> actions = new HashMap<>();
    private final Set<String> down = new HashSet<>();
    private final Set<String> hanging = new HashSet<>();
    private final List<HttpRequest> asked = new ArrayList<>();
    private @Nullable Set<String> goodTokens;
    private AddressScope scope = AddressScope.HOST;
    private @Nullable Duration retryAfter;

    private record Canned(int status, Supplier<InputStream> body, Map<String, String> headers) {
        Canned(int status, Supplier<InputStream> body) {
            this(status, body, Map.of());
        }
    }

    FakeGlance metadata(String id, int status, String document) {
        return answer("/v2/images/" + id, status, () -> stream(document));
    }

    FakeGlance metadata(String id, Supplier<InputStream> document) {
        return answer("/v2/images/" + id, 200, document);
    }

    FakeGlance file(String id, int status) {
        return answer("/v2/images/" + id + "/file", status, () -> stream("x"));
    }

    /** The projects that the image is shared with. */
    FakeGlance members(String id, String... projects) {
        List<String> members = new ArrayList<>();
        for (String project : projects) {
            members.add("{\"member_id\": \"" + project + "\", \"status\": \"pending\"}");
        }
        return members(id, 200, "{\"members\": [" + String.join(",", members) + "]}");
    }

    FakeGlance members(String id, int status, String document) {
        return answer("/v2/images/" + id + "/members", status, () -> stream(document));
    }

    /** Keystone grants this token, of the project {@code ours}, with one endpoint of Glance in its catalogue. */
    FakeGlance keystone(String token, String endpoint) {
        String document = """
                {"token": {"issued_at": "2026-01-30T10:00:00.000000Z", "expires_at": "2026-01-30T11:00:00.000000Z",
                 "project": {"id": "ours", "name": "ours"}, "roles": [{"id": "m", "name": "member"}],
                 "catalog": [{"type": "image", "name": "glance", "endpoints": [
                   {"interface": "internal", "region_id": "one", "region": "one", "url": "%s"}]}]}}
                """.formatted(endpoint);
        answers.put(TOKENS, new Canned(201, () -> stream(document), Map.of("x-subject-token", token)));
        return this;
    }

    /** From now on 401 is the answer to any other token, and to none; a service's token counts, too. */
    FakeGlance takesOnly(String... tokens) {
        goodTokens = Set.of(tokens);
        return this;
    }

    /** This host refuses connections. */
    FakeGlance down(String host) {
        down.add(host);
        return this;
    }

    /** This host accepts requests, and never answers. */
    FakeGlance hanging(String host) {
        hanging.add(host);
        return this;
    }

    /** Waits for the end of a call, and answers with why it ended. */
    static ImageException hang(Call call) {
        CountDownLatch end = new CountDownLatch(1);
        try (Call.Registration escape = call.onCancel(end::countDown)) {
            end.await();
            call.check();
        } catch (ImageException e) {
            return e;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("only its end frees it");
    }

    FakeGlance up(String host) {
        down.remove(host);
        statusOfHost.remove(host);
        return this;
    }

    /** This host answers everything with one status. */
    FakeGlance answering(String host, int status) {
        statusOfHost.put(host, status);
        return this;
    }

    /** Has all servers lie at addresses of a scope. */
    FakeGlance lyingAt(AddressScope where) {
        scope = where;
        return this;
    }

    FakeGlance askingToWait(Duration pause) {
        retryAfter = pause;
        return this;
    }

    /** Does something before this path is answered. */
    FakeGlance whenAsked(String path, Runnable action) {
        actions.put(path, action);
        return this;
    }

    List<HttpRequest> asked() {
        return List.copyOf(asked);
    }

    /** The paths that were asked for, in order. */
    List<String> paths() {
        return asked.stream().map(ask -> ask.target().path()).toList();
    }

    /** The hosts that were asked, in order. */
    List<String> hosts() {
        return asked.stream().map(ask -> ask.target().host().orElse("")).toList();
    }

    /** The values of a header that carries credentials, of each request; empty texts where it was not sent. */
    List<String> sent(String header) {
        return asked.stream()
                .map(ask -> secrets(ask).getOrDefault(header, Secret.of("")).reveal())
                .toList();
    }

    @Override
    public HttpResponse send(HttpRequest ask, Call call) throws ImageException {
        asked.add(ask);
        actions.getOrDefault(ask.target().path(), () -> {}).run();
        call.check();
        String host = ask.target().host().orElse("");
        if (hanging.contains(host)) {
            throw hang(call);
        }
        if (down.contains(host)) {
            throw new ImageException(ErrorCode.TRANSFER_FAILED, ask + ": no connection to " + host);
        }
        return new FakeAnswer(ask.target(), scope, canned(ask, host), Optional.ofNullable(retryAfter));
    }

    private Canned canned(HttpRequest ask, String host) {
        Integer status = statusOfHost.get(host);
        if (status != null) {
            return new Canned(status, () -> stream("<html>" + status + "</html>"));
        }
        Set<String> good = goodTokens;
        boolean refused = good != null
                && !ask.target().path().equals(TOKENS)
                && (secrets(ask).isEmpty()
                        || !secrets(ask).values().stream().allMatch(token -> good.contains(token.reveal())));
        if (refused) {
            return new Canned(401, () -> stream("<html>401</html>"));
        }
        return answers.getOrDefault(ask.target().path(), new Canned(404, () -> stream("<html>404</html>")));
    }

    private static Map<String, Secret> secrets(HttpRequest ask) {
        return ask.credentials()
                .filter(Credentials.Headers.class::isInstance)
                .map(given -> ((Credentials.Headers) given).headers())
                .orElse(Map.of());
    }

    private FakeGlance answer(String path, int status, Supplier<InputStream> body) {
        answers.put(path, new Canned(status, body));
        return this;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private record FakeAnswer(
            ImageReference finalReference, AddressScope scope, Canned canned, Optional<Duration> retryAfter)
            implements HttpResponse {
        @Override
        public int status() {
            return canned.status();
        }

        @Override
        public List<String> headers(String name) {
            return Optional.ofNullable(canned.headers().get(name.toLowerCase(Locale.ROOT))).stream()
                    .toList();
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
        public void close() {}
    }
}
