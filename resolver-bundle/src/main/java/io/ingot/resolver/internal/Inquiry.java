// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import io.ingot.access.AccessPolicy;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.resolver.internal.call.Attempts;
import io.ingot.resolver.internal.call.Pause;
import io.ingot.resolver.internal.call.ServiceCall;
import io.ingot.resolver.internal.call.ServiceCalls;
import io.ingot.resolver.internal.held.HeldService;
import io.ingot.resolver.internal.held.Leash;
import io.ingot.resolver.internal.table.Bound;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a question: the policy is asked first, then the best service, then, if that one leaves, the next, and the
 * same again if the failure may pass.
 */
final class Inquiry {
    /** How many services may leave under one question. */
    private static final int DEPARTURES = 16;

    private static final Logger LOG = LoggerFactory.getLogger(Inquiry.class);

    private final AccessPolicy policy;
    private final ServiceChoice choice;
    private final ServiceCalls calls;
    private final Pause pause;

    Inquiry(AccessPolicy policy, ServiceChoice choice, ServiceCalls calls, Pause pause) {
        this.policy = policy;
        this.choice = choice;
        this.calls = calls;
        this.pause = pause;
    }

    /** @param doing what is done, for messages: {@code "showing"} */
    <T> T answer(Question<T> question, String doing, ImageReference reference, DoorSettings settings, Call call)
            throws ImageException {
        police(reference);
        Attempts attempts = new Attempts(settings.retryRule(), pause, ThreadLocalRandom.current()::nextDouble);
        Set<HeldService> leaving = new HashSet<>();
        while (true) {
            call.check();
            Bound best = choice.choose(reference.scheme(), leaving, settings.patience(), call);
            try (Leash leash = best.service().leash(call, settings.callTimeout())) {
                return calls.make(leash, doing + " " + reference, asked(question, leash));
            } catch (ImageException e) {
                if (e.code() == ErrorCode.UNAVAILABLE) {
                    next(leaving, best, e);
                } else {
                    attempts.pauseAfter(e, call);
                }
            }
        }
    }

    private void police(ImageReference reference) throws ImageException {
        try {
            policy.reference(reference);
        } catch (ImageException e) {
            LOG.debug("refused: {}", reference, e);
            throw e.detached();
        }
    }

    private static void next(Set<HeldService> leaving, Bound gone, ImageException departure) throws ImageException {
        leaving.add(gone.service());
        if (leaving.size() > DEPARTURES) {
            throw new ImageException(
                    ErrorCode.TRANSFER_FAILED,
                    leaving.size() + " image services left one after the other, try again later; the last: "
                            + departure.getMessage());
        }
    }

    private <T> ServiceCall<T> asked(Question<T> question, Leash leash) {
        return new ServiceCall<>() {
            @Override
            public @Nullable T make() throws ImageException {
                return question.ask(choice.start(leash.service()), leash);
            }

            @Override
            public void discard(T answer) {
                question.discard(answer);
            }
        };
    }
}
