// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.service;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.Origin;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link Call} that a service gets. It ends with the caller's call, at its own timeout, or when the service leaves.
 *
 * <p>Cancellation handlers of the service run on a separate thread, so that one that throws or blocks holds up neither
 * the cancelling thread nor the timers of the process. Safe for concurrent use.
 */
public final class LinkedCall implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkedCall.class);

    private final TrackedService service;
    private final Origin origin;
    private final Call caller;
    private final Call linked;
    private final Call call;
    private final @Nullable CallTimeout timeout;
    private boolean closed; // guarded by this, as is ending
    private boolean ending;

    private LinkedCall(TrackedService service, Origin origin, Call caller, Call linked, @Nullable CallTimeout timeout) {
        this.service = service;
        this.origin = origin;
        this.caller = caller;
        this.linked = linked;
        this.timeout = timeout;
        this.call = linked.remaining().map(Call::within).orElseGet(Call::start);
        linked.onCancel(this::propagateEnd);
    }

    static LinkedCall of(TrackedService service, Origin origin, Call caller) {
        return new LinkedCall(service, origin, caller, caller.child(), null);
    }

    static LinkedCall of(TrackedService service, Origin origin, Call caller, CallTimeout timeout) {
        boolean callerEndsFirst = caller.remaining()
                .filter(left -> left.compareTo(timeout.limit()) <= 0)
                .isPresent();
        return callerEndsFirst
                ? of(service, origin, caller)
                : new LinkedCall(service, origin, caller, caller.child(timeout.limit()), timeout);
    }

    /** Runs an action when this call ends, on the thread that ends it; immediately if it has ended. */
    public Call.Registration onEnd(Runnable action) {
        return linked.onCancel(action);
    }

    /** Returns the call to pass to the service. */
    public Call call() {
        return call;
    }

    /** Returns the service that gets the call. */
    public TrackedService service() {
        return service;
    }

    /** Returns the origin that the service connects to. */
    public Origin origin() {
        return origin;
    }

    /**
     * Waits until the service may take another call.
     *
     * @throws ImageException as this call ended; the message says what it waited for
     */
    public CallLimit.Permit acquirePermit() throws ImageException, InterruptedException {
        CallLimit limit = service.callLimit();
        try {
            return limit.acquire(origin, linked);
        } catch (ImageException e) {
            ImageException ending = ending().orElse(e);
            throw ending.withMessage(ending.getMessage() + "; the call was waiting: " + limit.describe(origin));
        }
    }

    /** Ends this call, but not the caller's. */
    public void end(ErrorCode code, String reason) {
        linked.end(code, reason);
    }

    /**
     * Returns why this call has ended; absent while it runs: the reason of the caller's call, UNAVAILABLE if the
     * service is leaving, or TRANSFER_FAILED if it did not answer within the timeout.
     */
    public Optional<ImageException> ending() {
        try {
            caller.check();
            service.check();
            linked.check();
            return Optional.empty();
        } catch (ImageException e) {
            ImageException reason =
                    timeout != null && e.code() == ErrorCode.TIMED_OUT && !caller.isEnded() ? noAnswer(timeout) : e;
            return Optional.of(service.provider().failure(reason));
        }
    }

    /** Returns whether this call has ended. */
    public boolean isEnded() {
        return linked.isEnded();
    }

    /**
     * Releases the caller and the timer; and the cancellation handlers of the service, after a started end has run
     * them.
     */
    @Override
    public void close() {
        linked.close();
        synchronized (this) {
            closed = true;
            if (ending) {
                return;
            }
        }
        call.close();
        service.forget(this);
    }

    private void propagateEnd() {
        synchronized (this) {
            if (closed || ending) {
                return;
            }
            ending = true;
        }
        ImageException reason = ending().orElseThrow();
        CallLimit.Permit permit = service.callLimit().abandonedReader();
        service.execute(() -> {
            try {
                call.end(reason.code(), reason.getMessage());
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("{} failed to handle the end of its call: {}", service.provider(), reason.getMessage(), e);
            } finally {
                permit.release();
                call.close();
                service.forget(this);
            }
        });
    }

    private ImageException noAnswer(CallTimeout exceeded) {
        return new ImageException(
                ErrorCode.TRANSFER_FAILED,
                service.provider() + " did not answer within "
                        + exceeded.limit().toMillis() + " ms (" + exceeded.property() + ")");
    }
}
