// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import io.ingot.httpclient.HttpRequest;
import io.ingot.httpclient.HttpResponse;
import io.ingot.httpclient.internal.proxy.ProxyServer;
import io.ingot.image.AddressScope;
import io.ingot.image.Call;
import io.ingot.image.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.NameValuePair;

/** An answer whose body arrives on a leased connection. */
public final class LeasedResponse implements HttpResponse {
    private final ClassicHttpResponse response;
    private final ImageReference at;
    private final Optional<String> proxy;
    private final AddressScope scope;
    private final Clock clock;
    private final ResponseStream body;
    private final Ending ending;

    /** What becomes of the connection. */
    @FunctionalInterface
    interface Ending {
        /** Decides it; {@code complete} is whether the body was read to its end. */
        void over(boolean complete);
    }

    LeasedResponse(
            ClassicHttpResponse response,
            QuietConnection connection,
            HttpRequest ask,
            Connector way,
            Call call,
            Clock clock,
            Ending ending)
            throws IOException {
        HttpEntity entity = response.getEntity();
        String doing = way.describe(ask);
        this.response = response;
        this.at = ask.target();
        this.proxy = way.readingProxy().map(ProxyServer::url);
        this.scope = ask.ledFrom().orWider(way.reached());
        this.clock = clock;
        this.ending = ending;
        this.body = entity == null
                ? new ResponseStream(InputStream.nullInputStream(), 0, () -> true, doing, call)
                : new ResponseStream(
                        entity.getContent(),
                        entity.getContentLength(),
                        () -> entity.isChunked() || connection.endAnnounced(),
                        doing,
                        call);
    }

    private LeasedResponse(LeasedResponse other, Ending ending) {
        this.response = other.response;
        this.at = other.at;
        this.proxy = other.proxy;
        this.scope = other.scope;
        this.clock = other.clock;
        this.body = other.body;
        this.ending = ending;
    }

    /** The same answer, with something to do when it was closed. */
    public LeasedResponse whenClosed(Runnable action) {
        return new LeasedResponse(this, complete -> {
            ending.over(complete);
            action.run();
        });
    }

    @Override
    public int status() {
        return response.getCode();
    }

    @Override
    public List<String> headers(String name) {
        return Arrays.stream(response.getHeaders(name))
                .map(NameValuePair::getValue)
                .map(value -> value == null ? "" : value.strip())
                .toList();
    }

    @Override
    public Optional<Instant> date(String name) {
        return header(name).flatMap(text -> HttpDate.parse(text, clock.instant()));
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public boolean endProven() {
        return body.endProven();
    }

    @Override
    public Optional<String> proxy() {
        return proxy;
    }

    @Override
    public ImageReference at() {
        return at;
    }

    @Override
    public AddressScope scope() {
        return scope;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return header("retry-after").flatMap(text -> RetryAfter.parse(text, clock.instant()));
    }

    @Override
    public void close() {
        ending.over(body.ended());
    }

    @Override
    public String toString() {
        return status() + " from " + at;
    }
}
