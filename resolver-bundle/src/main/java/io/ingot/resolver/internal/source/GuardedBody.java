// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.source;

import io.ingot.image.ImageException;
import io.ingot.image.spi.Body;
import io.ingot.resolver.internal.service.CallLimit;
import io.ingot.resolver.internal.service.LinkedCall;
import io.ingot.resolver.internal.service.Revocable;
import io.ingot.resolver.internal.service.ServiceFailures;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The body of a service, read on the caller's thread through a {@link GuardedStream} or a {@link GuardedChannel}, which
 * follow the rules of this class. Reads throw when their call ends, do not end early because the service leaves, and
 * the body is released when it is closed or the service leaves. The last user closes the body of the service: the
 * thread that ends it, or a reader that is still inside.
 */
final class GuardedBody implements Revocable {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedBody.class);

    private final LinkedCall call;
    private final String activity;
    private @Nullable Body body;
    private volatile boolean endProven;
    private boolean reading;
    private boolean closed;
    private CallLimit.@Nullable Permit abandonedPermit; // of a reader that was inside when the body was closed

    private GuardedBody(Body body, LinkedCall call, String activity) {
        this.body = body;
        this.call = call;
        this.activity = activity;
    }

    /**
     * Guards a body. From now on the departure of the service closes it, and the call.
     *
     * @return a body with the facts of the other. It has a channel if the other has one
     * @throws ImageException UNAVAILABLE if the service has left; the body is closed then
     */
    static Body guard(Body body, LinkedCall call, String activity) throws ImageException {
        GuardedBody guarded = new GuardedBody(body, call, activity);
        try {
            call.service().register(guarded);
        } catch (ImageException e) {
            guarded.revoke();
            throw e;
        }
        return guarded.withFactsOf(body);
    }

    private Body withFactsOf(Body original) {
        GuardedStream stream = new GuardedStream(this);
        Body plain = original.coding()
                .map(coding -> Body.coded(stream, coding))
                .orElseGet(() -> Body.of(stream, original.offset(), original.total()));
        Body withInfo = original.info().map(plain::withInfo).orElse(plain);
        Body withChannel = original.channel().isPresent() ? withInfo.withChannel(new GuardedChannel(this)) : withInfo;
        return withChannel.withEndProof(() -> endProven);
    }

    /**
     * Reads bytes of the body of the service.
     *
     * @param space how many bytes the reader has space for, 1 or more
     * @param read returns the count of bytes, or -1 at the end
     * @return the same count, within its bounds
     */
    int read(int space, Operation read) throws IOException {
        long count = delegate(source -> {
            long result = read.apply(source);
            endProven = result < 0 && source.isEndProven();
            return result;
        });
        return (int) checked(count, count == -1 || (1 <= count && count <= space));
    }

    /** Calls the body of the service, and translates its failures. */
    long delegate(Operation operation) throws IOException {
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

    /**
     * Returns a count of bytes that the service returned.
     *
     * @throws ImageException INTERNAL if the count is not a possible one
     */
    long checked(long count, boolean isPossible) throws ImageException {
        if (!isPossible) {
            throw defect("returned a count of " + count + " bytes, against its contract");
        }
        return count;
    }

    /** Returns an INTERNAL failure for a result that breaks the contract. */
    ImageException defect(String fact) {
        return ServiceFailures.defect(call, activity, fact);
    }

    /** Returns whether the body may be read: not closed, and its service has not left. */
    synchronized boolean isOpen() {
        return !closed;
    }

    /** Closes the body, through whichever view. */
    void close() throws IOException {
        Optional<Throwable> failure = end();
        if (failure.isPresent()) {
            throw ServiceFailures.of(failure.get(), call, "closing the body of " + activity);
        }
    }

    @Override
    public void revoke() {
        end().ifPresent(failure ->
                LOG.debug("{} failed to close its body", call.service().provider(), failure));
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
        toClose.flatMap(GuardedBody::tryClose)
                .ifPresent(failure ->
                        LOG.debug("{} failed to close its body", call.service().provider(), failure));
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
        Optional<Throwable> failure = toClose.flatMap(GuardedBody::tryClose);
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

    private static Optional<Throwable> tryClose(Body body) {
        try {
            body.close();
            return Optional.empty();
        } catch (IOException | RuntimeException | Error e) {
            return Optional.of(e);
        }
    }

    /** One use of the body of the service. */
    @FunctionalInterface
    interface Operation {
        long apply(Body body) throws IOException;
    }
}
