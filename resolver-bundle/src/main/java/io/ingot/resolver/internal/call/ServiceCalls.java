// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.call;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.resolver.internal.service.CallLimit;
import io.ingot.resolver.internal.service.LinkedCall;
import io.ingot.resolver.internal.service.Provider;
import io.ingot.resolver.internal.service.ServiceFailures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls services, each call on {@linkplain CallThreads its own thread}. The caller waits for the result, the end of its
 * call, or the departure of the service, whichever comes first.
 */
public final class ServiceCalls {
    /** How long a service may continue after its call has ended before it is logged as hanging. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(ServiceCalls.class);

    private final CallThreads threads;

    /** Makes calls on these threads. */
    public ServiceCalls(CallThreads threads) {
        this.threads = threads;
    }

    /**
     * Makes one call.
     *
     * @param activity a present participle for messages: {@code "showing http://mirror/a.qcow2"}
     * @return the service's result, never null
     * @throws ImageException the service's, detached; or as {@code call} ended; INTERNAL if the service threw anything
     *     else, or returned null
     */
    public <T> T make(LinkedCall call, String activity, ServiceCall<T> serviceCall) throws ImageException {
        CallLimit.Permit permit = acquirePermit(call, activity);
        CompletableFuture<T> result = new CompletableFuture<>();
        CompletableFuture<Void> returned = new CompletableFuture<>();
        try (Call.Registration registration = call.onEnd(() -> result.cancel(false))) {
            threads.start(
                    () -> run(permit, serviceCall, result, returned), reason -> fail(permit, reason, result, returned));
            T value = result.get();
            if (value == null) {
                throw call.ending().orElseGet(() -> ServiceFailures.defect(call, activity, "returned null"));
            }
            return value;
        } catch (ExecutionException e) {
            throw ServiceFailures.of(Objects.requireNonNullElse(e.getCause(), e), call, activity);
        } catch (CancellationException e) {
            abandonIfHanging(returned, permit, call, activity);
            throw call.ending()
                    .map(ending -> withProvider(ending, call, activity))
                    .orElseGet(() -> ServiceFailures.of(e, call, activity)); // the service itself may have thrown it
        } catch (InterruptedException e) {
            ImageException ending = withProvider(interrupted(call, activity), call, activity);
            discard(result, serviceCall);
            abandonIfHanging(returned, permit, call, activity);
            throw ending;
        }
    }

    /** Adds the service that had not answered to the details, unless the message names it. */
    private static ImageException withProvider(ImageException ending, LinkedCall call, String activity) {
        String provider = call.service().provider().toString();
        if (String.valueOf(ending.getMessage()).contains(provider)) {
            return ending;
        }
        List<String> details = new ArrayList<>(ending.details());
        details.add(provider + " had not answered, " + activity);
        return ending.withDetails(details);
    }

    private static CallLimit.Permit acquirePermit(LinkedCall call, String activity) throws ImageException {
        try {
            return call.acquirePermit();
        } catch (InterruptedException e) {
            throw interrupted(call, activity);
        }
    }

    /** Ends the call of an interrupted caller, and restores its interrupt flag. */
    private static ImageException interrupted(LinkedCall call, String activity) {
        Thread.currentThread().interrupt();
        call.end(ErrorCode.CANCELLED, "the thread was interrupted while " + activity);
        return call.ending().orElseThrow();
    }

    /** Frees a result that arrived together with the interruption, on a thread that may wait for the service. */
    private <T> void discard(CompletableFuture<T> result, ServiceCall<T> serviceCall) {
        T value = result.cancel(false) || result.isCompletedExceptionally() ? null : result.getNow(null);
        if (value != null) {
            threads.start(() -> serviceCall.discard(value), reason -> serviceCall.discard(value));
        }
    }

    /**
     * Makes a service close something, and waits for it for a short time only.
     *
     * @param activity a present participle for messages
     * @param task throws nothing
     */
    public void close(Provider provider, String activity, Runnable task) {
        if (!threads.runAll(List.of(task), GRACE)) {
            warnHanging(provider, activity);
        }
    }

    /** Abandons a call whose caller has given up, if it hangs: its permit is released before the thread returns. */
    @SuppressWarnings("FutureReturnValueIgnored") // the future only logs
    private static void abandonIfHanging(
            CompletableFuture<Void> returned, CallLimit.Permit permit, LinkedCall call, String activity) {
        returned.orTimeout(GRACE.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> {
            warnHanging(call.service().provider(), activity);
            permit.abandon();
            return null;
        });
    }

    private static void warnHanging(Provider provider, String activity) {
        LOG.warn(
                "{} hangs: {} did not return within {} ms after its call had ended; its thread is abandoned;"
                        + " repair or restart the bundle",
                provider,
                activity,
                GRACE.toMillis());
    }

    private static <T> void run(
            CallLimit.Permit permit,
            ServiceCall<T> serviceCall,
            CompletableFuture<T> result,
            CompletableFuture<Void> returned) {
        try {
            T value = serviceCall.make();
            if (!result.complete(value) && value != null) {
                serviceCall.discard(value);
            }
        } catch (Throwable e) { // the outermost frame of the thread
            result.completeExceptionally(e);
        } finally {
            permit.release();
            returned.complete(null);
        }
    }

    private static void fail(
            CallLimit.Permit permit, Throwable reason, CompletableFuture<?> result, CompletableFuture<Void> returned) {
        permit.release();
        returned.complete(null);
        result.completeExceptionally(reason);
    }
}
