// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.held;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link Call} that a service is given. It ends with the caller's, when its own bound has passed, or when the
 * service leaves.
 *
 * <p>It is no child of the caller's call, but follows it: so nothing that the service hangs on it reaches the caller's,
 * and an escape of the service that throws does not throw at whoever cancels. Safe for concurrent use.
 */
public final class Leash implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Leash.class);

    private final HeldService service;
    private final String origin;
    private final Call caller;
    private final Call call;
    private final @Nullable CallBound bound;
    private final Call.Escape link;

    private Leash(HeldService service, String origin, Call caller, Call call, @Nullable CallBound bound) {
        this.service = service;
        this.origin = origin;
        this.caller = caller;
        this.call = call;
        this.bound = bound;
        this.link = caller.onCancel(this::follow);
    }

    static Leash of(HeldService service, String origin, Call caller) {
        Call call = caller.remaining().map(Call::within).orElseGet(Call::start);
        return new Leash(service, origin, caller, call, null);
    }

    static Leash of(HeldService service, String origin, Call caller, CallBound bound) {
        boolean callerEndsFirst = caller.remaining()
                .filter(left -> left.compareTo(bound.limit()) <= 0)
                .isPresent();
        return callerEndsFirst
                ? of(service, origin, caller)
                : new Leash(service, origin, caller, Call.within(bound.limit()), bound);
    }

    /** What the service is given. */
    public Call call() {
        return call;
    }

    /** Who is given it. */
    public HeldService service() {
        return service;
    }

    /** Whom the service asks; empty where it does not tell origins apart. */
    public String origin() {
        return origin;
    }

    /**
     * Waits for the service's turn.
     *
     * @throws ImageException as this leash ended; it says what it waited for
     */
    public Turns.Turn takeTurn() throws ImageException, InterruptedException {
        Turns turns = service.turns();
        try {
            return turns.take(origin, call);
        } catch (ImageException e) {
            ImageException ending = ending().orElse(e);
            throw ending.withMessage(ending.getMessage() + "; it waited for its turn: " + turns.describe(origin));
        }
    }

    /** Ends the service's work, and nothing else. An escape of the service that fails is logged. */
    public void end(ErrorCode code, String reason) {
        try {
            call.end(code, reason);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("{} could not be told to end: {}", service.provider(), reason, e);
        }
    }

    /**
     * Why the work must end; absent if it need not: the caller's own end, UNAVAILABLE if the service is leaving,
     * TRANSFER_FAILED if it has not answered within its bound.
     */
    public Optional<ImageException> ending() {
        try {
            caller.check();
            service.check();
            call.check();
            return Optional.empty();
        } catch (ImageException e) {
            if (bound != null && e.code() == ErrorCode.TIMED_OUT && !caller.ended()) {
                return Optional.of(unanswered(bound));
            }
            return Optional.of(e);
        }
    }

    /** Whether the call that the service holds has ended. */
    public boolean ended() {
        return call.ended();
    }

    /** Forgets the caller, the timer and all that the service hung on its call. */
    @Override
    public void close() {
        link.close();
        call.close();
        service.forget(this);
    }

    private void follow() {
        try {
            caller.check();
        } catch (ImageException e) {
            end(e.code(), e.getMessage());
        }
    }

    private ImageException unanswered(CallBound passed) {
        return new ImageException(
                ErrorCode.TRANSFER_FAILED,
                service.provider() + " did not answer within " + passed.limit().toMillis() + " ms (" + passed.property()
                        + ")");
    }
}
