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
 * The bytes of a service, as a caller holds them. Every read starts on a thread of the resolver and continues on the
 * caller's thread. When the service leaves, all reads end with UNAVAILABLE, and its objects are closed and released.
 */
public final class GuardedBytes implements ImageSource.Bytes, Revocable {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedBytes.class);

    private final TrackedService service;
    private final ServiceCalls calls;
    private final Origin origin;
    private final String activity;
    private @Nullable Bytes bytes;
    private Optional<LocalFile> file = Optional.empty();
    private boolean anonymous;

    private GuardedBytes(Bytes bytes, LinkedCall linkedCall, ServiceCalls calls, String name) {
        this.bytes = bytes;
        this.service = linkedCall.service();
        this.origin = linkedCall.origin();
        this.calls = calls;
        this.activity = "reading " + name;
    }

    /**
     * Guards the bytes that a service returned; code of the service runs.
     *
     * @param linkedCall the call that returned them
     * @param name the name of the image, for messages
     * @throws ImageException UNAVAILABLE if the service has left; the bytes are closed then
     */
    public static GuardedBytes of(Bytes bytes, LinkedCall linkedCall, ServiceCalls calls, String name)
            throws ImageException {
        TrackedService service = linkedCall.service();
        GuardedBytes guarded = new GuardedBytes(bytes, linkedCall, calls, name);
        boolean isRegistered = false;
        try {
            Optional<LocalFile> file = LocalFiles.checked(bytes.file(), service.provider());
            boolean anonymous = bytes.anonymous();
            synchronized (guarded) {
                guarded.file = file;
                guarded.anonymous = anonymous;
            }
            service.register(guarded);
            isRegistered = true;
            return guarded;
        } finally {
            if (!isRegistered) {
                guarded.revoke();
            }
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the owner has closed this source
     */
    @Override
    public Body read(long offset, long limit, Call call) throws ImageException {
        return startRead(Bytes::read, offset, limit, call);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the owner has closed this source
     */
    @Override
    public Body readAnyVersion(long offset, long limit, Call call) throws ImageException {
        return startRead(Bytes::readAnyVersion, offset, limit, call);
    }

    private Body startRead(ReadMethod method, long offset, long limit, Call call) throws ImageException {
        if (offset < 0 || limit < 1) {
            throw new IllegalArgumentException(
                    "offset must be 0 or more and limit 1 or more, were " + offset + " and " + limit);
        }
        LinkedCall linkedCall = service.link(origin, call);
        boolean isStarted = false;
        try {
            Bytes openBytes = openBytes();
            Body body = calls.make(linkedCall, activity, new ReadCall(openBytes, method, offset, limit, linkedCall));
            isStarted = true;
            return body;
        } finally {
            if (!isStarted) {
                linkedCall.close();
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
        revoke();
    }

    @Override
    public void revoke() {
        Bytes toClose;
        synchronized (this) {
            toClose = bytes;
            bytes = null;
            file = Optional.empty(); // after the close, another file may get the same identity
        }
        service.forget((Revocable) this);
        if (toClose != null) {
            calls.close(service.provider(), "closing the source of " + activity, () -> closeQuietly(toClose));
        }
    }

    private synchronized Bytes openBytes() throws ImageException {
        if (bytes == null) {
            service.check();
            throw new IllegalStateException("the source is closed: " + activity);
        }
        return bytes;
    }

    private void closeQuietly(Bytes toClose) {
        try {
            toClose.close();
        } catch (RuntimeException | Error e) {
            LOG.warn("{} failed to close the source of {}", service.provider(), activity, e);
        }
    }

    /** One of the read methods of {@link ImageSource.Bytes}. */
    @FunctionalInterface
    private interface ReadMethod {
        @Nullable
        Body read(Bytes bytes, long offset, long limit, Call call) throws ImageException;
    }

    /** A call that starts one read. */
    private final class ReadCall implements ServiceCall<Body> {
        private final Bytes bytes;
        private final ReadMethod method;
        private final long offset;
        private final long limit;
        private final LinkedCall linkedCall;

        ReadCall(Bytes bytes, ReadMethod method, long offset, long limit, LinkedCall linkedCall) {
            this.bytes = bytes;
            this.method = method;
            this.offset = offset;
            this.limit = limit;
            this.linkedCall = linkedCall;
        }

        @Override
        public @Nullable Body make() throws ImageException {
            Body body = method.read(bytes, offset, limit, linkedCall.call());
            if (body == null) {
                return null;
            }
            Body guarded = GuardedBody.guard(body, linkedCall, activity);
            if (guarded.offset() > offset) {
                discard(guarded);
                throw ServiceFailures.defect(
                        linkedCall,
                        activity,
                        "began at " + guarded.offset() + ", after the requested offset " + offset);
            }
            return guarded;
        }

        @Override
        public void discard(Body body) {
            try {
                body.close();
            } catch (IOException e) {
                LOG.debug("{} failed to close a body that arrived too late", service.provider(), e);
            }
        }
    }
}
