// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.source;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.Origin;
import io.ingot.image.spi.Body;
import io.ingot.image.spi.ImageSource;
import io.ingot.resolver.internal.call.ServiceCall;
import io.ingot.resolver.internal.call.ServiceCalls;
import io.ingot.resolver.internal.service.LinkedCall;
import io.ingot.resolver.internal.service.Revocable;
import io.ingot.resolver.internal.service.ServiceFailures;
import io.ingot.resolver.internal.service.TrackedService;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service's bytes, as a caller holds them. Every read begins on a thread of the door, and goes on on the caller's;
 * when the service leaves, all of them end with UNAVAILABLE, and what it lent is closed and forgotten.
 */
public final class GuardedBytes implements ImageSource.Bytes, Revocable {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedBytes.class);

    private final TrackedService service;
    private final ServiceCalls calls;
    private final Origin origin;
    private final String doing;
    private @Nullable Bytes bytes;
    private Optional<LocalFile> file = Optional.empty();
    private boolean anonymous;

    private GuardedBytes(Bytes bytes, LinkedCall leash, ServiceCalls calls, String name) {
        this.bytes = bytes;
        this.service = leash.service();
        this.origin = leash.origin();
        this.calls = calls;
        this.doing = "reading " + name;
    }

    /**
     * Guards what a service answered; foreign code runs.
     *
     * @param leash of the call that answered it
     * @param name of the image, for messages
     * @throws ImageException UNAVAILABLE if the service has left already; the bytes are closed then
     */
    public static GuardedBytes of(Bytes bytes, LinkedCall leash, ServiceCalls calls, String name)
            throws ImageException {
        TrackedService service = leash.service();
        GuardedBytes guarded = new GuardedBytes(bytes, leash, calls, name);
        boolean kept = false;
        try {
            Optional<LocalFile> file = LocalFiles.checked(bytes.file(), service.provider());
            boolean anonymous = bytes.anonymous();
            synchronized (guarded) {
                guarded.file = file;
                guarded.anonymous = anonymous;
            }
            service.lend(guarded);
            kept = true;
            return guarded;
        } finally {
            if (!kept) {
                guarded.recall();
            }
        }
    }

    /** @throws IllegalStateException if this source was closed by its owner */
    @Override
    public Body read(long offset, long limit, Call call) throws ImageException {
        return begin(Bytes::read, offset, limit, call);
    }

    /** @throws IllegalStateException if this source was closed by its owner */
    @Override
    public Body readAnyVersion(long offset, long limit, Call call) throws ImageException {
        return begin(Bytes::readAnyVersion, offset, limit, call);
    }

    private Body begin(Reading reading, long offset, long limit, Call call) throws ImageException {
        if (offset < 0 || limit < 1) {
            throw new IllegalArgumentException("offset from 0 and limit from 1, were " + offset + " and " + limit);
        }
        LinkedCall leash = service.leash(origin, call);
        boolean begun = false;
        try {
            Bytes from = held();
            Body body = calls.make(leash, doing, new Beginning(from, reading, offset, limit, leash));
            begun = true;
            return body;
        } finally {
            if (!begun) {
                leash.close();
            }
        }
    }

    @Override
    public synchronized Optional<LocalFile> file() {
        return file;
    }

    @Override
    public synchronized boolean anonymous() {
        return anonymous;
    }

    @Override
    public void close() {
        recall();
    }

    @Override
    public void recall() {
        Bytes last;
        synchronized (this) {
            last = bytes;
            bytes = null;
            file = Optional.empty(); // without the service's handle its identity may become another file's
        }
        service.forget((Revocable) this);
        if (last != null) {
            calls.close(service.provider(), "closing what was " + doing, () -> closeQuietly(last));
        }
    }

    private synchronized Bytes held() throws ImageException {
        if (bytes == null) {
            service.check();
            throw new IllegalStateException("closed: " + doing);
        }
        return bytes;
    }

    private void closeQuietly(Bytes last) {
        try {
            last.close();
        } catch (RuntimeException | Error e) {
            LOG.warn("{} did not close what was {}", service.provider(), doing, e);
        }
    }

    /** One of the ways in which a service's bytes are read. */
    @FunctionalInterface
    private interface Reading {
        @Nullable
        Body of(Bytes bytes, long offset, long limit, Call call) throws ImageException;
    }

    /** One read, until its first byte can be had. */
    private final class Beginning implements ServiceCall<Body> {
        private final Bytes from;
        private final Reading reading;
        private final long offset;
        private final long limit;
        private final LinkedCall leash;

        Beginning(Bytes from, Reading reading, long offset, long limit, LinkedCall leash) {
            this.from = from;
            this.reading = reading;
            this.offset = offset;
            this.limit = limit;
            this.leash = leash;
        }

        @Override
        public @Nullable Body make() throws ImageException {
            Body body = reading.of(from, offset, limit, leash.call());
            if (body == null) {
                return null;
            }
            GuardedStream stream = GuardedStream.of(body, leash, doing);
            Body bare = body.coding()
                    .map(coding -> Body.coded(stream, coding))
                    .orElseGet(() -> Body.of(stream, body.offset(), body.total()));
            Body guarded = body.info().map(bare::withInfo).orElse(bare).withEndProof(stream::endProven);
            if (guarded.offset() > offset) {
                discard(guarded);
                throw ServiceFailures.defect(
                        leash, doing, "began at " + guarded.offset() + ", behind the first byte wanted, " + offset);
            }
            return guarded;
        }

        @Override
        public void discard(Body late) {
            try {
                late.close();
            } catch (IOException e) {
                LOG.debug("{} did not close what came too late", service.provider(), e);
            }
        }
    }
}
