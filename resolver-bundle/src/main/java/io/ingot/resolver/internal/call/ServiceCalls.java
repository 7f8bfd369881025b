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
 * Calls services: each call on a {@linkplain CallThreads thread of its own}, while the caller waits for the answer, the
 * end of its call, or the departure of the service, whichever comes first.
 */
public final class ServiceCalls {
    /** How long a service may go on after its call has ended, before the log says that it hangs. */
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
     * @param doing what is done, for messages: {@code "showing http://mirror/a.qcow2"}
     * @return the answer, never null
     * @throws ImageException the service's, detached; or as the leash ended; INTERNAL for anything else it threw, and for
     *     null
     */
    public <T> T make(LinkedCall leash, String doing, ServiceCall<T> work) throws ImageException {
        CallLimit.Turn turn = takeTurn(leash, doing);
        CompletableFuture<T> result = new CompletableFuture<>();
        CompletableFuture<Void> over = new CompletableFuture<>();
        try (Call.Registration giveUp = leash.onEnd(() -> result.cancel(false))) {
            threads.start(() -> answer(turn, work, result, over), noThread -> refuse(turn, noThread, result, over));
            T answer = result.get();
            if (answer == null) {
                throw leash.ending().orElseGet(() -> ServiceFailures.defect(leash, doing, "answered null"));
            }
            return answer;
        } catch (ExecutionException e) {
            throw ServiceFailures.of(Objects.requireNonNullElse(e.getCause(), e), leash, doing);
        } catch (CancellationException e) {
            leaveBehindIfHanging(over, turn, leash, doing);
            throw leash.ending()
                    .map(ending -> unanswered(ending, leash, doing))
                    .orElseGet(() -> ServiceFailures.of(e, leash, doing)); // a service may throw one, too
        } catch (InterruptedException e) {
            ImageException ending = unanswered(interrupted(leash, doing), leash, doing);
            discard(result, work);
            leaveBehindIfHanging(over, turn, leash, doing);
            throw ending;
        }
    }

    /** The same end, and whose answer it did not wait for, unless it says that. */
    private static ImageException unanswered(ImageException ending, LinkedCall leash, String doing) {
        String provider = leash.service().provider().toString();
        if (String.valueOf(ending.getMessage()).contains(provider)) {
            return ending;
        }
        List<String> details = new ArrayList<>(ending.details());
        details.add(provider + " had not answered, " + doing);
        return ending.withDetails(details);
    }

    private static CallLimit.Turn takeTurn(LinkedCall leash, String doing) throws ImageException {
        try {
            return leash.takeTurn();
        } catch (InterruptedException e) {
            throw interrupted(leash, doing);
        }
    }

    /** Ends the work of a caller that was interrupted, and keeps its flag. */
    private static ImageException interrupted(LinkedCall leash, String doing) {
        Thread.currentThread().interrupt();
        leash.end(ErrorCode.CANCELLED, "the thread was interrupted while " + doing);
        return leash.ending().orElseThrow();
    }

    /** An answer that came together with the interruption is freed, on a thread that may wait for its service. */
    private <T> void discard(CompletableFuture<T> result, ServiceCall<T> work) {
        T answer = result.cancel(false) || result.isCompletedExceptionally() ? null : result.getNow(null);
        if (answer != null) {
            threads.start(() -> work.discard(answer), noThread -> work.discard(answer));
        }
    }

    /**
     * Has a service close something, and waits for it for a short time only.
     *
     * @param doing what is done, for messages
     * @param closing throws nothing
     */
    public void close(Provider provider, String doing, Runnable closing) {
        if (!threads.finish(List.of(closing), GRACE)) {
            hangs(provider, doing);
        }
    }

    /** The caller has given up. The thread ends when the service lets it go; its turn is given back before, if it hangs. */
    @SuppressWarnings("FutureReturnValueIgnored") // the log is all that comes of it
    private static void leaveBehindIfHanging(
            CompletableFuture<Void> over, CallLimit.Turn turn, LinkedCall leash, String doing) {
        over.orTimeout(GRACE.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> {
            hangs(leash.service().provider(), doing);
            turn.leaveBehind();
            return null;
        });
    }

    private static void hangs(Provider provider, String doing) {
        LOG.warn(
                "{} hangs: {} did not end within {} ms after its call had; its thread is left behind until it returns;"
                        + " repair the bundle, or restart it",
                provider,
                doing,
                GRACE.toMillis());
    }

    private static <T> void answer(
            CallLimit.Turn turn, ServiceCall<T> work, CompletableFuture<T> result, CompletableFuture<Void> over) {
        try {
            T answer = work.make();
            if (!result.complete(answer) && answer != null) {
                work.discard(answer);
            }
        } catch (Throwable e) { // the outermost frame of a thread, below foreign code
            result.completeExceptionally(e);
        } finally {
            turn.giveBack();
            over.complete(null);
        }
    }

    private static void refuse(
            CallLimit.Turn turn, Throwable noThread, CompletableFuture<?> result, CompletableFuture<Void> over) {
        turn.giveBack();
        over.complete(null);
        result.completeExceptionally(noThread);
    }
}
