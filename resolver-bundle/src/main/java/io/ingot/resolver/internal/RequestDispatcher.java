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
 * Sends a query to an image service: checks the policy, selects the best service, turns to the next one if that leaves,
 * and retries after a retryable failure.
 */
final class RequestDispatcher {
    /** How many services may leave during one query. */
    private static final int MAX_DEPARTURES = 16;

    private final RequestGate gate;
    private final ServiceSelector selector;
    private final ServiceCalls calls;
    private final RetryPause pause;

    RequestDispatcher(RequestGate gate, ServiceSelector selector, ServiceCalls calls, RetryPause pause) {
        this.gate = gate;
        this.selector = selector;
        this.calls = calls;
        this.pause = pause;
    }

    /**
     * Dispatches a query.
     *
     * @param activity a present participle for messages: {@code "showing"}
     * @throws ImageException the last failure, when no attempt is left or it is not retryable
     */
    <T> T dispatch(
            Query<T> query,
            String activity,
            ImageRequest request,
            ResolverSettings settings,
            AttemptListener listener,
            Call call)
            throws ImageException {
        ImageReference reference = request.reference();
        // Without a service it is unknown whether the scheme has hosts: the host is checked once a service is selected.
        Scheme.Authority checked = selector.authority(reference.scheme()).orElse(Scheme.Authority.NAME);
        gate.check(reference, checked);
        Attempts attempts =
                new Attempts(settings.retryRule(), pause, ThreadLocalRandom.current()::nextDouble, listener::failed);
        Set<TrackedService> leaving = new HashSet<>();
        while (true) {
            call.check();
            BoundService best = selector.select(reference, leaving, settings.waitTime(), listener, call);
            if (best.authority() != checked) {
                checked = best.authority();
                gate.check(reference, checked);
            }
            ImageRequest sent = gate.withConfiguredCredentials(request, checked);
            listener.asking(reference, attempts.remaining());
            try (LinkedCall linkedCall = best.service().link(reference.origin(), call, settings.callTimeout())) {
                return calls.make(linkedCall, activity + " " + reference, serviceCall(query, sent, linkedCall));
            } catch (ImageException e) {
                if (e.code() == ErrorCode.UNAVAILABLE) {
                    exclude(leaving, best, e);
                } else {
                    attempts.pauseAfter(e, call);
                }
            }
        }
    }

    private static void exclude(Set<TrackedService> leaving, BoundService gone, ImageException departure)
            throws ImageException {
        leaving.add(gone.service());
        if (leaving.size() > MAX_DEPARTURES) {
            throw departure.withMessage(leaving.size()
                    + " image services left one after another; try again later. The last: "
                    + departure.getMessage());
        }
    }

    private <T> ServiceCall<T> serviceCall(Query<T> query, ImageRequest request, LinkedCall linkedCall) {
        return new ServiceCall<>() {
            @Override
            public @Nullable T make() throws ImageException {
                return query.ask(selector.serviceObject(linkedCall.service()), request, linkedCall);
            }

            @Override
            public void discard(T result) {
                query.discard(result);
            }
        };
    }
}
