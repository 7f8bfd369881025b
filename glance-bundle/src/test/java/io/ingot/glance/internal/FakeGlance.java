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

/** A fake of Glance and Keystone at any number of endpoints, which records all requests. */
final class FakeGlance implements HttpClient {
    static final String ENDPOINT = "http://glance.test:9292";

    private static final String TOKENS = "/v3/auth/tokens";

    private final Map<String, Canned> responses = new HashMap<>();
    private final Map<String, Integer> statusOfHost = new HashMap<>();
    private final Map<String, Runnable> actions = new HashMap<>();
    private final Set<String> down = new HashSet<>();
    private final Set<String> hanging = new HashSet<>();
    private final List<HttpRequest> requests = new ArrayList<>();
    private @Nullable Set<String> acceptedTokens;
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

    /** Serves the members of an image. */
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

    /** Serves this token for the project {@code ours}, with one endpoint of Glance in its catalogue. */
    FakeGlance keystone(String token, String endpoint) {
        String document = """
                {"token": {"issued_at": "2026-01-30T10:00:00.000000Z", "expires_at": "2026-01-30T11:00:00.000000Z",
                 "project": {"id": "ours", "name": "ours"}, "roles": [{"id": "m", "name": "member"}],
                 "catalog": [{"type": "image", "name": "glance", "endpoints": [
                   {"interface": "internal", "region_id": "one", "region": "one", "url": "%s"}]}]}}
                """.formatted(endpoint);
        responses.put(TOKENS, new Canned(201, () -> stream(document), Map.of("x-subject-token", token)));
        return this;
    }

    /**
     * From now on, responds with 401 to requests without a token, or with any token but these; service tokens count,
     * too.
     */
    FakeGlance acceptingOnly(String... tokens) {
        acceptedTokens = Set.of(tokens);
        return this;
    }

    /** Makes a host refuse connections. */
    FakeGlance down(String host) {
        down.add(host);
        return this;
    }

    /** Makes a host accept requests and never respond. */
    FakeGlance hanging(String host) {
        hanging.add(host);
        return this;
    }

    /** Waits until a call ends; returns the failure that ended it. */
    static ImageException hang(Call call) {
        CountDownLatch end = new CountDownLatch(1);
        try (Call.Registration registration = call.onCancel(end::countDown)) {
            end.await();
            call.check();
        } catch (ImageException e) {
            return e;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("interrupted by nothing but the end of the call");
    }

    FakeGlance up(String host) {
        down.remove(host);
        statusOfHost.remove(host);
        return this;
    }

    /** Makes a host respond with one status. */
    FakeGlance answering(String host, int status) {
        statusOfHost.put(host, status);
        return this;
    }

    /** Sets the scope of the addresses of all servers. */
    FakeGlance atScope(AddressScope where) {
        scope = where;
        return this;
    }

    FakeGlance retryingAfter(Duration pause) {
        retryAfter = pause;
        return this;
    }

    /** Runs an action before it responds to a path. */
    FakeGlance beforeResponse(String path, Runnable action) {
        actions.put(path, action);
        return this;
    }

    List<HttpRequest> requests() {
        return List.copyOf(requests);
    }

    /** The paths of all requests, in order. */
    List<String> paths() {
        return requests.stream().map(request -> request.target().path()).toList();
    }

    /** The hosts of all requests, in order. */
    List<String> hosts() {
        return requests.stream()
                .map(request -> request.target().host().orElse(""))
                .toList();
    }

    /** The values of a header with credentials in all requests; empty where it was absent. */
    List<String> sent(String header) {
        return requests.stream()
                .map(request ->
                        secrets(request).getOrDefault(header, Secret.of("")).reveal())
                .toList();
    }

    @Override
    public HttpResponse send(HttpRequest request, Call call) throws ImageException {
        requests.add(request);
        actions.getOrDefault(request.target().path(), () -> {}).run();
        call.check();
        String host = request.target().host().orElse("");
        if (hanging.contains(host)) {
            throw hang(call);
        }
        if (down.contains(host)) {
            throw new ImageException(ErrorCode.TRANSFER_FAILED, request + ": no connection to " + host);
        }
        return new FakeResponse(request.target(), scope, canned(request, host), Optional.ofNullable(retryAfter));
    }

    private Canned canned(HttpRequest request, String host) {
        Integer status = statusOfHost.get(host);
        if (status != null) {
            return new Canned(status, () -> stream("<html>" + status + "</html>"));
        }
        Set<String> accepted = acceptedTokens;
        boolean isRejected = accepted != null
                && !request.target().path().equals(TOKENS)
                && (secrets(request).isEmpty()
                        || !secrets(request).values().stream().allMatch(token -> accepted.contains(token.reveal())));
        if (isRejected) {
            return new Canned(401, () -> stream("<html>401</html>"));
        }
        return responses.getOrDefault(request.target().path(), new Canned(404, () -> stream("<html>404</html>")));
    }

    private static Map<String, Secret> secrets(HttpRequest request) {
        return request.credentials()
                .filter(Credentials.Headers.class::isInstance)
                .map(credentials -> ((Credentials.Headers) credentials).headers())
                .orElse(Map.of());
    }

    private FakeGlance answer(String path, int status, Supplier<InputStream> body) {
        responses.put(path, new Canned(status, body));
        return this;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private record FakeResponse(
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
