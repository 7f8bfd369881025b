// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.call;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.resolver.internal.held.Failures;
import io.ingot.resolver.internal.held.Leash;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Calls services: each call on a {@linkplain CallThreads thread of its own}, while the caller waits for the answer, the
 * end of its call, or the departure of the service, whichever comes first.
 */
public final class ServiceCalls {
    private final CallThreads threads;

    /** Makes calls on these threads. */
    public ServiceCalls(CallThreads threads) {
        this.threads = threads;
    }

    /**
     * Makes one call.
     *
     * @param doing what is done, for messages: {@code "showing http://mirror/a.qcow2"}
     * @return the answer, never null
     * @throws ImageException the service's, detached; or as the leash ended; INTERNAL for anything else it threw, and for
     *     null
     */
    public <T> T make(Leash leash, String doing, ServiceCall<T> work) throws ImageException {
        CompletableFuture<T> result = new CompletableFuture<>();
        try (Call.Escape giveUp = leash.call().onCancel(() -> result.cancel(false))) {
            takeTurn(leash);
            threads.start(() -> answer(leash, work, result), noThread -> refuse(leash, noThread, result));
            T answer = result.get();
            if (answer == null) {
                throw leash.ending().orElseGet(() -> Failures.defect(leash, doing, "answered null"));
            }
            return answer;
        } catch (ExecutionException e) {
            throw Failures.of(Objects.requireNonNullElse(e.getCause(), e), leash, doing);
        } catch (CancellationException e) {
            throw leash.ending().orElseGet(() -> Failures.of(e, leash, doing)); // a service may throw one, too
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            leash.end(ErrorCode.CANCELLED, "the thread was interrupted while " + doing);
            throw leash.ending().orElseThrow();
        }
    }

    private static void takeTurn(Leash leash) throws ImageException, InterruptedException {
        try {
            leash.service().turns().take(leash.call());
        } catch (ImageException e) {
            throw leash.ending().orElse(e);
        }
    }

    private static <T> void answer(Leash leash, ServiceCall<T> work, CompletableFuture<T> result) {
        try {
            T answer = work.make();
            if (!result.complete(answer) && answer != null) {
                work.discard(answer);
            }
        } catch (Throwable e) { // the outermost frame of a thread, below foreign code
            result.completeExceptionally(e);
        } finally {
            leash.service().turns().giveBack();
        }
    }

    private static void refuse(Leash leash, Throwable noThread, CompletableFuture<?> result) {
        leash.service().turns().giveBack();
        result.completeExceptionally(noThread);
    }
}
