// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.source;

import io.ingot.image.ImageException;
import io.ingot.image.spi.Body;
import io.ingot.resolver.internal.service.CallLimit;
import io.ingot.resolver.internal.service.LinkedCall;
import io.ingot.resolver.internal.service.Revocable;
import io.ingot.resolver.internal.service.ServiceFailures;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream of a service, read on the caller's thread. It throws when its call ends, does not end early because the
 * service leaves, and is released when it is closed or the service leaves. The last user closes the stream of the
 * service: the thread that ends it, or a reader that is still inside.
 */
final class GuardedStream extends InputStream implements Revocable {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedStream.class);

    private final LinkedCall call;
    private final String activity;
    private @Nullable Body body;
    private volatile boolean endProven;
    private boolean reading;
    private boolean closed;
    private CallLimit.@Nullable Permit abandonedPermit; // of a reader that was inside when the stream was closed

    private GuardedStream(Body body, LinkedCall call, String activity) {
        this.body = body;
        this.call = call;
        this.activity = activity;
    }

    /**
     * Guards the stream of a body. From now on the departure of the service closes it, and the call.
     *
     * @throws ImageException UNAVAILABLE if the service has left; the stream is closed then
     */
    static GuardedStream of(Body body, LinkedCall call, String activity) throws ImageException {
        GuardedStream guarded = new GuardedStream(body, call, activity);
        try {
            call.service().register(guarded);
        } catch (ImageException e) {
            guarded.revoke();
            throw e;
        }
        return guarded;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == 1 ? one[0] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        long count = delegate(source -> {
            int read = source.bytes().read(buffer, offset, length);
            endProven = read < 0 && source.isEndProven();
            return read;
        });
        return (int) checked(count, count == -1 || (1 <= count && count <= length));
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = delegate(source -> source.bytes().skip(count));
        return checked(skipped, 0 <= skipped && skipped <= Math.max(0, count));
    }

    @Override
    public int available() throws IOException {
        long available = delegate(source -> source.bytes().available());
        return (int) checked(available, available >= 0);
    }

    /** Returns whether the stream has ended, and the service vouches that all bytes arrived. */
    boolean endProven() {
        return endProven;
    }

    @Override
    public void close() throws IOException {
        Optional<Throwable> failure = end();
        if (failure.isPresent()) {
            throw ServiceFailures.of(failure.get(), call, "closing the body of " + activity);
        }
    }

    @Override
    public void revoke() {
        end().ifPresent(failure ->
                LOG.debug("{} failed to close its stream", call.service().provider(), failure));
    }

    /** Calls the stream of the service, and translates its failures. */
    private long delegate(Operation operation) throws IOException {
        Body entered = enter();
        long result;
        try {
            result = operation.apply(entered);
        } catch (IOException | RuntimeException | Error e) {
            throw ServiceFailures.of(e, call, activity);
        } finally {
            exit();
        }
        if (call.isEnded()) {
            throw endException();
        }
        return result;
    }

    private synchronized Body enter() throws IOException {
        Body current = body;
        if (current == null || closed || call.isEnded()) {
            throw endException();
        }
        reading = true;
        return current;
    }

    private void exit() {
        Optional<Body> toClose;
        synchronized (this) {
            reading = false;
            toClose = takeIfUnused();
            if (abandonedPermit != null) {
                abandonedPermit.release();
                abandonedPermit = null;
            }
        }
        toClose.flatMap(GuardedStream::tryClose)
                .ifPresent(failure -> LOG.debug(
                        "{} failed to close its stream", call.service().provider(), failure));
    }

    private Optional<Throwable> end() {
        Optional<Body> toClose;
        synchronized (this) {
            if (reading && !closed) {
                abandonedPermit = call.service().callLimit().abandonedReader();
            }
            closed = true;
            toClose = takeIfUnused();
        }
        Optional<Throwable> failure = toClose.flatMap(GuardedStream::tryClose);
        call.service().forget((Revocable) this);
        call.close();
        return failure;
    }

    /** Takes the body of the service for the caller to close; absent if another thread uses or closes it. */
    private Optional<Body> takeIfUnused() {
        Optional<Body> taken = closed && !reading ? Optional.ofNullable(body) : Optional.empty();
        if (taken.isPresent()) {
            body = null;
        }
        return taken;
    }

    private IOException endException() {
        Optional<ImageException> reason = call.ending();
        return reason.isPresent() ? reason.get() : new IOException("the body is closed: " + activity);
    }

    private long checked(long count, boolean isPossible) throws ImageException {
        if (!isPossible) {
            throw ServiceFailures.defect(
                    call, activity, "returned a count of " + count + " bytes, against the contract of InputStream");
        }
        return count;
    }

    private static Optional<Throwable> tryClose(Body body) {
        try {
            body.close();
            return Optional.empty();
        } catch (IOException | RuntimeException | Error e) {
            return Optional.of(e);
        }
    }

    private interface Operation {
        long apply(Body body) throws IOException;
    }
}
