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
    private final Topic topic;
    private final Caller caller;
    private final List<ImageReference> endpoints;
    private final EndpointOrder preference;
    private final Call call;
    private AuthContext pass;
    private AddressScope scope = AddressScope.HOST;
    private boolean renewed;
    private @Nullable ImageException notRenewed;

    /**
     * What all questions have in common.
     *
     * @param id of the image
     * @param pastCaches whether no cache on the way may answer
     */
    public record Topic(String id, boolean pastCaches) {}

    /**
     * Nothing has been asked yet.
     *
     * @param pass what the caller sends at first
     * @param endpoints where Glance is, best first; at least one
     */
    public GlanceClient(
            HttpClient http,
            Topic topic,
            Caller caller,
            AuthContext pass,
            List<ImageReference> endpoints,
            EndpointOrder preference,
            Call call) {
        this.http = http;
        this.topic = topic;
        this.caller = caller;
        this.pass = pass;
        this.endpoints = endpoints;
        this.preference = preference;
        this.call = call;
    }

    /** What is made of an answer. */
    @FunctionalInterface
    public interface Reading<T> {
        /** Reads it; the answer is closed afterwards. */
        T read(HttpResponse answer) throws ImageException;
    }

    /** The image that this is about. */
    public String id() {
        return topic.id();
    }

    /** As whom Glance is asked. */
    public Caller caller() {
        return caller;
    }

    /** With what Glance was asked last. */
    public AuthContext pass() {
        return pass;
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
    public <T> T ask(GlanceRoute route, Reading<T> reading) throws ImageException {
        return ask(route, Optional.empty(), false, reading);
    }

    /** The same, of what can be done without: an endpoint that hangs is waited for no longer than for a {@link TimeShare}. */
    public <T> T askBriefly(GlanceRoute route, Reading<T> reading) throws ImageException {
        return ask(route, Optional.empty(), true, reading);
    }

    /** Asks for a range of bytes: {@code bytes=0-0}. */
    public <T> T askForRange(GlanceRoute route, String range, Reading<T> reading) throws ImageException {
        return ask(route, Optional.of(range), false, reading);
    }

    /** Where this caller can read the bytes at Glance itself, best first: when its token ends, only Glance can tell. */
    public List<Location> files() throws ImageException {
        List<Location> files = new ArrayList<>();
        for (ImageReference endpoint : preference.order(endpoints)) {
            Location file = Location.of(GlanceRoute.FILE.at(endpoint, topic.id()));
            files.add(pass.credentials().map(file::as).orElse(file));
        }
        return files;
    }

    private <T> T ask(GlanceRoute route, Optional<String> range, boolean briefly, Reading<T> reading)
            throws ImageException {
        List<ImageException> failures = new ArrayList<>();
        for (Iterator<ImageReference> rest = preference.order(endpoints).iterator(); rest.hasNext(); ) {
            ImageReference endpoint = rest.next();
            try {
                HttpRequest plain = ask(route.at(endpoint, topic.id())).header("Accept", route.accept());
                HttpRequest ask =
                        range.map(bytes -> plain.header("Range", bytes)).orElse(plain);
                T answer = briefly || rest.hasNext()
                        ? TimeShare.of(call, part -> askAt(ask, reading, part))
                        : askAt(ask, reading, call);
                preference.answered(endpoint);
                return answer;
            } catch (ImageException e) {
                call.check();
                if (e.equals(notRenewed) || e.code() != ErrorCode.TRANSFER_FAILED || !e.retryable()) {
                    throw e;
                }
                failures.add(GlanceFailure.down(endpoint, e));
            }
        }
        throw lastOf(failures);
    }

    /** For nothing coded, and past caches if the request is to go past them (RFC 9111 §5.2.1.4, §5.4). */
    private HttpRequest ask(ImageReference route) {
        HttpRequest ask = HttpRequest.get(route).header("Accept-Encoding", "identity");
        return topic.pastCaches() ? ask.header("Cache-Control", "no-cache").header("Pragma", "no-cache") : ask;
    }

    private <T> T askAt(HttpRequest ask, Reading<T> reading, Call part) throws ImageException {
        try (HttpResponse answer = http.send(ask.as(pass.credentials()), part)) {
            scope = scope.orWider(answer.scope());
            if (answer.status() != UNAUTHORIZED) {
                return reading.read(answer);
            }
        }
        pass = renewed();
        try (HttpResponse answer = http.send(ask.as(pass.credentials()), part)) {
            scope = scope.orWider(answer.scope());
            if (answer.status() == UNAUTHORIZED) {
                throw GlanceFailure.refused(topic.id(), caller.refused());
            }
            return reading.read(answer);
        }
    }

    /** What keeps a token from being renewed is Keystone's failure, and not that of the endpoint that wants one. */
    private AuthContext renewed() throws ImageException {
        boolean again = renewed;
        renewed = true;
        try {
            Optional<AuthContext> next = again ? Optional.empty() : caller.renewed(pass, call);
            return next.orElseThrow(() -> GlanceFailure.refused(topic.id(), caller.refused()));
        } catch (ImageException e) {
            notRenewed = e;
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
