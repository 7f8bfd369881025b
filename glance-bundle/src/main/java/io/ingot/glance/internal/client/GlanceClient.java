// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.client;

import io.ingot.glance.internal.caller.AuthContext;
import io.ingot.glance.internal.caller.Caller;
import io.ingot.glance.internal.caller.TimeShare;
import io.ingot.httpclient.HttpClient;
import io.ingot.httpclient.HttpRequest;
import io.ingot.httpclient.HttpResponse;
import io.ingot.image.AddressScope;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.spi.Location;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of one caller about one image, within one call. Skips endpoints that are down, and renews a rejected
 * token once. For use by one thread.
 */
public final class GlanceClient {
    private static final int UNAUTHORIZED = 401;

    private final HttpClient http;
    private final Query query;
    private final Caller caller;
    private final EndpointOrder.Endpoints endpoints;
    private AuthContext authContext;
    private AddressScope scope = AddressScope.HOST;
    private boolean hasRenewed;
    private @Nullable ImageException renewalFailure;

    /**
     * What all requests of a client have in common.
     *
     * @param id the ID of the image
     * @param noCache whether HTTP caches must not answer
     * @param call the deadline and cancellation of all requests
     */
    public record Query(String id, boolean noCache, Call call) {}

    /**
     * Creates a client that has not sent anything yet.
     *
     * @param authContext the caller's first credentials
     */
    public GlanceClient(
            HttpClient http, Query query, Caller caller, AuthContext authContext, EndpointOrder.Endpoints endpoints) {
        this.http = http;
        this.query = query;
        this.caller = caller;
        this.authContext = authContext;
        this.endpoints = endpoints;
    }

    /** Converts a response into a result. */
    @FunctionalInterface
    public interface ResponseReader<T> {
        /** Reads the response, which the client closes afterwards. */
        T read(HttpResponse response) throws ImageException;
    }

    /** The ID of the image. */
    public String id() {
        return query.id();
    }

    /** The caller that sends the requests. */
    public Caller caller() {
        return caller;
    }

    /** The credentials of the latest request. */
    public AuthContext authContext() {
        return authContext;
    }

    /** The widest scope of the addresses of the servers that responded. */
    public AddressScope scope() {
        return scope;
    }

    /** The call within which the requests are sent. */
    public Call call() {
        return query.call();
    }

    /** Sends a GET request. */
    public <T> T get(GlanceRoute route, ResponseReader<T> reader) throws ImageException {
        return get(route, Optional.empty(), false, reader);
    }

    /** Sends a GET request whose result is optional: each endpoint gets a {@link TimeShare} at most. */
    public <T> T getBriefly(GlanceRoute route, ResponseReader<T> reader) throws ImageException {
        return get(route, Optional.empty(), true, reader);
    }

    /** Sends a GET request for a range of bytes, such as {@code bytes=0-0}. */
    public <T> T getRange(GlanceRoute route, String range, ResponseReader<T> reader) throws ImageException {
        return get(route, Optional.of(range), false, reader);
    }

    /**
     * The locations of the bytes at Glance itself for this caller, best first. They have no expiry, since only Glance knows
     * when it rejects a token.
     */
    public List<Location> files() throws ImageException {
        List<Location> files = new ArrayList<>();
        for (ImageReference endpoint : endpoints.inOrder()) {
            Location file = Location.of(GlanceRoute.FILE.at(endpoint, query.id()));
            files.add(authContext.credentials().map(file::as).orElse(file));
        }
        return files;
    }

    private <T> T get(GlanceRoute route, Optional<String> range, boolean isBrief, ResponseReader<T> reader)
            throws ImageException {
        List<ImageException> failures = new ArrayList<>();
        for (Iterator<ImageReference> rest = endpoints.inOrder().iterator(); rest.hasNext(); ) {
            ImageReference endpoint = rest.next();
            try {
                HttpRequest request = request(route.at(endpoint, query.id()), route, range);
                T result = isBrief || rest.hasNext()
                        ? TimeShare.run(call(), part -> send(request, reader, part))
                        : send(request, reader, call());
                endpoints.markAnswered(endpoint);
                return result;
            } catch (ImageException e) {
                call().check();
                if (e.equals(renewalFailure) || e.code() != ErrorCode.TRANSFER_FAILED || !e.retryable()) {
                    throw e;
                }
                failures.add(GlanceFailure.endpointDown(endpoint, e));
            }
        }
        throw lastOf(failures);
    }

    /** Asks for an unencoded body; {@code no-cache} makes caches revalidate (RFC 9111 §5.2.1.4, §5.4). */
    private HttpRequest request(ImageReference url, GlanceRoute route, Optional<String> range) {
        HttpRequest request =
                HttpRequest.get(url).header("Accept-Encoding", "identity").header("Accept", route.accept());
        if (query.noCache()) {
            request = request.header("Cache-Control", "no-cache").header("Pragma", "no-cache");
        }
        return range.isPresent() ? request.header("Range", range.get()) : request;
    }

    private <T> T send(HttpRequest request, ResponseReader<T> reader, Call part) throws ImageException {
        try (HttpResponse response = http.send(request.as(authContext.credentials()), part)) {
            scope = scope.orWider(response.scope());
            if (response.status() != UNAUTHORIZED) {
                return reader.read(response);
            }
        }
        authContext = renew();
        try (HttpResponse response = http.send(request.as(authContext.credentials()), part)) {
            scope = scope.orWider(response.scope());
            if (response.status() == UNAUTHORIZED) {
                throw GlanceFailure.unauthorized(query.id(), caller.refusal());
            }
            return reader.read(response);
        }
    }

    /** Renews the credentials; a failure is Keystone's, so it does not count as a failure of the endpoint. */
    private AuthContext renew() throws ImageException {
        boolean isRepeated = hasRenewed;
        hasRenewed = true;
        try {
            Optional<AuthContext> renewed = isRepeated ? Optional.empty() : caller.renew(authContext, call());
            return renewed.orElseThrow(() -> GlanceFailure.unauthorized(query.id(), caller.refusal()));
        } catch (ImageException e) {
            renewalFailure = e;
            throw e;
        }
    }

    /** Returns the last failure, with the messages and details of all failures as its details. */
    private static ImageException lastOf(List<ImageException> failures) {
        ImageException last = failures.get(failures.size() - 1);
        return failures.size() == 1
                ? last
                : last.withDetails(
                        failures.stream().flatMap(GlanceClient::lines).toList());
    }

    private static Stream<String> lines(ImageException failure) {
        return Stream.concat(Stream.of(failure.getMessage()), failure.details().stream());
    }
}
