// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.engine.AttemptListener;
import io.ingot.image.spi.Scheme;
import io.ingot.resolver.internal.call.Attempts;
import io.ingot.resolver.internal.call.RetryPause;
import io.ingot.resolver.internal.call.ServiceCall;
import io.ingot.resolver.internal.call.ServiceCalls;
import io.ingot.resolver.internal.service.LinkedCall;
import io.ingot.resolver.internal.service.TrackedService;
import io.ingot.resolver.internal.table.BoundService;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The way of a question: the policy is asked first, then the best service, then, if that one leaves, the next, and the
 * same again if the failure may pass.
 */
final class ServiceQuestion {
    /** How many services may leave under one question. */
    private static final int DEPARTURES = 16;

    private final RequestGate admission;
    private final ServiceChoice choice;
    private final ServiceCalls calls;
    private final RetryPause pause;

    ServiceQuestion(RequestGate admission, ServiceChoice choice, ServiceCalls calls, RetryPause pause) {
        this.admission = admission;
        this.choice = choice;
        this.calls = calls;
        this.pause = pause;
    }

    /** @param doing what is done, for messages: {@code "showing"} */
    <T> T answer(
            Query<T> question,
            String doing,
            ImageRequest request,
            ResolverSettings settings,
            AttemptListener listener,
            Call call)
            throws ImageException {
        ImageReference reference = request.reference();
        // While no service answers the scheme nobody knows whether it has hosts: that is checked before one is asked.
        Scheme.Authority checked = choice.authority(reference.scheme()).orElse(Scheme.Authority.NAME);
        admission.check(reference, checked);
        Attempts attempts =
                new Attempts(settings.retryRule(), pause, ThreadLocalRandom.current()::nextDouble, listener::failed);
        Set<TrackedService> leaving = new HashSet<>();
        while (true) {
            call.check();
            BoundService best = choice.choose(reference, leaving, settings.patience(), listener, call);
            if (best.authority() != checked) {
                checked = best.authority();
                admission.check(reference, checked);
            }
            ImageRequest handed = admission.handedOver(request, checked);
            listener.asking(reference, attempts.left());
            try (LinkedCall leash = best.service().leash(reference.origin(), call, settings.callBound())) {
                return calls.make(leash, doing + " " + reference, asked(question, handed, leash));
            } catch (ImageException e) {
                if (e.code() == ErrorCode.UNAVAILABLE) {
                    next(leaving, best, e);
                } else {
                    attempts.pauseAfter(e, call);
                }
            }
        }
    }

    private static void next(Set<TrackedService> leaving, BoundService gone, ImageException departure)
            throws ImageException {
        leaving.add(gone.service());
        if (leaving.size() > DEPARTURES) {
            throw departure.withMessage(leaving.size()
                    + " image services left one after the other, try again later; the last: "
                    + departure.getMessage());
        }
    }

    private <T> ServiceCall<T> asked(Query<T> question, ImageRequest request, LinkedCall leash) {
        return new ServiceCall<>() {
            @Override
            public @Nullable T make() throws ImageException {
                return question.ask(choice.start(leash.service()), request, leash);
            }

            @Override
            public void discard(T answer) {
                question.discard(answer);
            }
        };
    }
}
