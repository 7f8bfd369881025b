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
import org.jspecify.annotations.Nullable;

/**
 * One caller's questions about one image during one call. An endpoint that is down is passed over; a token that is refused
 * is renewed once. Used by one thread.
 */
public final class GlanceClient {
    private static final int UNAUTHORIZED = 401;

    private final HttpClient http;
    private final Query query;
    private final Caller caller;
    private final List<ImageReference> endpoints;
    private final EndpointOrder preference;
    private final Call call;
    private AuthContext authContext;
    private AddressScope scope = AddressScope.HOST;
    private boolean renewed;
    private @Nullable ImageException renewalFailure;

    /**
     * What all questions have in common.
     *
     * @param id of the image
     * @param pastCaches whether no cache on the way may answer
     */
    public record Query(String id, boolean noCache) {}

    /**
     * Nothing has been asked yet.
     *
     * @param pass what the caller sends at first
     * @param endpoints where Glance is, best first; at least one
     */
    public GlanceClient(
            HttpClient http,
            Query topic,
            Caller caller,
            AuthContext pass,
            List<ImageReference> endpoints,
            EndpointOrder preference,
            Call call) {
        this.http = http;
        this.query = topic;
        this.caller = caller;
        this.authContext = pass;
        this.endpoints = endpoints;
        this.preference = preference;
        this.call = call;
    }

    /** What is made of an answer. */
    @FunctionalInterface
    public interface ResponseReader<T> {
        /** Reads it; the answer is closed afterwards. */
        T read(HttpResponse answer) throws ImageException;
    }

    /** The image that this is about. */
    public String id() {
        return query.id();
    }

    /** As whom Glance is asked. */
    public Caller caller() {
        return caller;
    }

    /** With what Glance was asked last. */
    public AuthContext authContext() {
        return authContext;
    }

    /** How far out the servers lie that answered: the widest scope of their addresses. */
    public AddressScope scope() {
        return scope;
    }

    /** The call that this is a part of. */
    public Call call() {
        return call;
    }

    /** Asks by a route. */
    public <T> T get(GlanceRoute route, ResponseReader<T> reading) throws ImageException {
        return get(route, Optional.empty(), false, reading);
    }

    /** The same, of what can be done without: an endpoint that hangs is waited for no longer than for a {@link TimeShare}. */
    public <T> T getBriefly(GlanceRoute route, ResponseReader<T> reading) throws ImageException {
        return get(route, Optional.empty(), true, reading);
    }

    /** Asks for a range of bytes: {@code bytes=0-0}. */
    public <T> T getRange(GlanceRoute route, String range, ResponseReader<T> reading) throws ImageException {
        return get(route, Optional.of(range), false, reading);
    }

    /** Where this caller can read the bytes at Glance itself, best first: when its token ends, only Glance can tell. */
    public List<Location> files() throws ImageException {
        List<Location> files = new ArrayList<>();
        for (ImageReference endpoint : preference.inOrder(endpoints)) {
            Location file = Location.of(GlanceRoute.FILE.at(endpoint, query.id()));
            files.add(authContext.credentials().map(file::as).orElse(file));
        }
        return files;
    }

    private <T> T get(GlanceRoute route, Optional<String> range, boolean briefly, ResponseReader<T> reading)
            throws ImageException {
        List<ImageException> failures = new ArrayList<>();
        for (Iterator<ImageReference> rest = preference.inOrder(endpoints).iterator(); rest.hasNext(); ) {
            ImageReference endpoint = rest.next();
            try {
                HttpRequest plain = get(route.at(endpoint, query.id())).header("Accept", route.accept());
                HttpRequest ask =
                        range.map(bytes -> plain.header("Range", bytes)).orElse(plain);
                T answer = briefly || rest.hasNext()
                        ? TimeShare.run(call, part -> send(ask, reading, part))
                        : send(ask, reading, call);
                preference.markAnswered(endpoint);
                return answer;
            } catch (ImageException e) {
                call.check();
                if (e.equals(renewalFailure) || e.code() != ErrorCode.TRANSFER_FAILED || !e.retryable()) {
                    throw e;
                }
                failures.add(GlanceFailure.endpointDown(endpoint, e));
            }
        }
        throw lastOf(failures);
    }

    /** For nothing coded, and past caches if the request is to go past them (RFC 9111 §5.2.1.4, §5.4). */
    private HttpRequest get(ImageReference route) {
        HttpRequest ask = HttpRequest.get(route).header("Accept-Encoding", "identity");
        return query.noCache() ? ask.header("Cache-Control", "no-cache").header("Pragma", "no-cache") : ask;
    }

    private <T> T send(HttpRequest ask, ResponseReader<T> reading, Call part) throws ImageException {
        try (HttpResponse answer = http.send(ask.as(authContext.credentials()), part)) {
            scope = scope.orWider(answer.scope());
            if (answer.status() != UNAUTHORIZED) {
                return reading.read(answer);
            }
        }
        authContext = renewed();
        try (HttpResponse answer = http.send(ask.as(authContext.credentials()), part)) {
            scope = scope.orWider(answer.scope());
            if (answer.status() == UNAUTHORIZED) {
                throw GlanceFailure.unauthorized(query.id(), caller.refusal());
            }
            return reading.read(answer);
        }
    }

    /** What keeps a token from being renewed is Keystone's failure, and not that of the endpoint that wants one. */
    private AuthContext renewed() throws ImageException {
        boolean again = renewed;
        renewed = true;
        try {
            Optional<AuthContext> next = again ? Optional.empty() : caller.renew(authContext, call);
            return next.orElseThrow(() -> GlanceFailure.unauthorized(query.id(), caller.refusal()));
        } catch (ImageException e) {
            renewalFailure = e;
            throw e;
        }
    }

    private static ImageException lastOf(List<ImageException> failures) {
        ImageException last = failures.get(failures.size() - 1);
        return failures.size() == 1
                ? last
                : last.withDetails(
                        failures.stream().map(ImageException::getMessage).toList());
    }
}
