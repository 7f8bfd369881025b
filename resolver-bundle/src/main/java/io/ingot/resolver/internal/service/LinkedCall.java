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
 * The {@link Call} that a service is given. It ends with the caller's, when its own bound has passed, or when the
 * service leaves.
 *
 * <p>What the service hangs on it runs on a thread of its own: so an escape of the service that throws or blocks holds up
 * neither the thread that cancels nor the timers of the process. Safe for concurrent use.
 */
public final class LinkedCall implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkedCall.class);

    private final TrackedService service;
    private final Origin origin;
    private final Call caller;
    private final Call own;
    private final Call call;
    private final @Nullable CallBound bound;
    private boolean closed; // guarded by this, as is the next
    private boolean ending;

    private LinkedCall(TrackedService service, Origin origin, Call caller, Call own, @Nullable CallBound bound) {
        this.service = service;
        this.origin = origin;
        this.caller = caller;
        this.own = own;
        this.bound = bound;
        this.call = own.remaining().map(Call::within).orElseGet(Call::start);
        own.onCancel(this::endService);
    }

    static LinkedCall of(TrackedService service, Origin origin, Call caller) {
        return new LinkedCall(service, origin, caller, caller.child(), null);
    }

    static LinkedCall of(TrackedService service, Origin origin, Call caller, CallBound bound) {
        boolean callerEndsFirst = caller.remaining()
                .filter(left -> left.compareTo(bound.limit()) <= 0)
                .isPresent();
        return callerEndsFirst
                ? of(service, origin, caller)
                : new LinkedCall(service, origin, caller, caller.child(bound.limit()), bound);
    }

    /** Runs an action when the leash ends, on the thread that ends it; at once if it has ended. */
    public Call.Registration onEnd(Runnable action) {
        return own.onCancel(action);
    }

    /** What the service is given. */
    public Call call() {
        return call;
    }

    /** Who is given it. */
    public TrackedService service() {
        return service;
    }

    /** The origin that the service asks. */
    public Origin origin() {
        return origin;
    }

    /**
     * Waits for the service's turn.
     *
     * @throws ImageException as this leash ended; it says what it waited for
     */
    public CallLimit.Turn takeTurn() throws ImageException, InterruptedException {
        CallLimit turns = service.turns();
        try {
            return turns.take(origin, own);
        } catch (ImageException e) {
            ImageException ending = ending().orElse(e);
            throw ending.withMessage(ending.getMessage() + "; it waited for its turn: " + turns.describe(origin));
        }
    }

    /** Ends the service's work, and nothing else. */
    public void end(ErrorCode code, String reason) {
        own.end(code, reason);
    }

    /**
     * Why the work must end; absent if it need not: the caller's own end, UNAVAILABLE if the service is leaving,
     * TRANSFER_FAILED if it has not answered within its bound.
     */
    public Optional<ImageException> ending() {
        try {
            caller.check();
            service.check();
            own.check();
            return Optional.empty();
        } catch (ImageException e) {
            ImageException reason =
                    bound != null && e.code() == ErrorCode.TIMED_OUT && !caller.ended() ? unanswered(bound) : e;
            return Optional.of(service.provider().failure(reason));
        }
    }

    /** Whether the service's work is to end. */
    public boolean ended() {
        return own.ended();
    }

    /** Forgets the caller and the timer; and all that the service hung on its call, once its end, if any, has run that. */
    @Override
    public void close() {
        own.close();
        synchronized (this) {
            closed = true;
            if (ending) {
                return;
            }
        }
        call.close();
        service.forget(this);
    }

    private void endService() {
        synchronized (this) {
            if (closed || ending) {
                return;
            }
            ending = true;
        }
        ImageException reason = ending().orElseThrow();
        CallLimit.Turn aside = service.turns().leftBehind();
        service.aside(() -> {
            try {
                call.end(reason.code(), reason.getMessage());
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("{} could not be told to end: {}", service.provider(), reason.getMessage(), e);
            } finally {
                aside.giveBack();
                call.close();
                service.forget(this);
            }
        });
    }

    private ImageException unanswered(CallBound passed) {
        return new ImageException(
                ErrorCode.TRANSFER_FAILED,
                service.provider() + " did not answer within " + passed.limit().toMillis() + " ms (" + passed.property()
                        + ")");
    }
}
