// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import io.ingot.httpclient.HttpResponse;
import io.ingot.image.AddressScope;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.NameValuePair;

/** A response whose body arrives on a leased connection. */
public final class LeasedResponse implements HttpResponse {
    private final ClassicHttpResponse response;
    private final Source source;
    private final ResponseStream body;
    private final Clock clock;
    private final ConnectionReleaser releaser;
    private volatile boolean isClosed;

    /**
     * Where a response comes from.
     *
     * @param reference the URL
     * @param proxy the URL of the proxy that read the request, if one did
     * @param scope the widest address scope of the servers that led to the response
     */
    record Source(ImageReference reference, Optional<String> proxy, AddressScope scope) {}

    /** Releases the connection of a response. */
    @FunctionalInterface
    interface ConnectionReleaser {
        /** Releases it; {@code complete} is whether the body was read to its end. */
        void release(boolean complete);
    }

    LeasedResponse(
            ClassicHttpResponse response,
            Source source,
            ResponseStream body,
            Clock clock,
            ConnectionReleaser releaser) {
        this.response = response;
        this.source = source;
        this.body = body;
        this.clock = clock;
        this.releaser = releaser;
    }

    /** Returns the same response, with an action that runs after it was closed. */
    public LeasedResponse onClose(Runnable action) {
        return new LeasedResponse(response, source, body, clock, complete -> {
            releaser.release(complete);
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
    public Optional<ReadableByteChannel> channel() {
        return body.isDirect() ? Optional.of(new BodyChannel()) : Optional.empty();
    }

    @Override
    public boolean isEndProven() {
        return body.isEndProven();
    }

    @Override
    public Optional<String> proxy() {
        return source.proxy();
    }

    @Override
    public ImageReference finalReference() {
        return source.reference();
    }

    @Override
    public AddressScope scope() {
        return source.scope();
    }

    @Override
    public Optional<Duration> retryAfter() {
        return header("retry-after").flatMap(text -> RetryAfter.parse(text, clock.instant()));
    }

    @Override
    public void close() {
        isClosed = true;
        releaser.release(body.isAtEnd());
    }

    @Override
    public String toString() {
        return status() + " from " + source.reference();
    }

    /** The body as a channel, which is open as long as the response. */
    private final class BodyChannel implements ReadableByteChannel {
        @Override
        public int read(ByteBuffer buffer) throws ImageException {
            return body.read(buffer);
        }

        @Override
        public boolean isOpen() {
            return !isClosed;
        }

        @Override
        public void close() {
            LeasedResponse.this.close();
        }
    }
}
