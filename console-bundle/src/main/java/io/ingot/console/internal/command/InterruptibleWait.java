// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the work of another thread. An interrupt of the waiting thread, such as a shell's on Ctrl-C, cancels the
 * call. The interrupt flag is not restored: the command ends anyway, and the flag would close the shell's channels when
 * the command prints its last line.
 */
final class InterruptibleWait {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
    /** How long work may continue after its call has ended, to clean up. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private InterruptibleWait() {}

    /**
     * Waits for the end of the work.
     *
     * @param tick runs periodically during the wait
     * @throws ImageException the failure of the work, or the reason why the call ended
     */
    static <T> T await(CompletionStage<T> work, Call call, Runnable tick) throws ImageException {
        CompletableFuture<T> end = work.toCompletableFuture();
        Duration overdue = Duration.ZERO;
        while (true) {
            try {
                return end.get(POLL_INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                tick.run();
                overdue = call.isEnded() ? overdue.plus(POLL_INTERVAL) : Duration.ZERO;
                if (overdue.compareTo(GRACE) >= 0) {
                    call.check();
                }
            } catch (InterruptedException e) {
                call.cancel("interrupted");
            } catch (ExecutionException e) {
                throw failure(e.getCause(), call);
            } catch (CancellationException e) {
                throw failure(new ImageException(ErrorCode.CANCELLED, "cancelled", e), call);
            }
        }
    }

    /** Returns the reason why the call ended, with the details of the work's failure, such as what hangs. */
    private static ImageException reason(ImageException cancelled, Call call) {
        try {
            call.check();
            return cancelled;
        } catch (ImageException e) {
            return cancelled.details().isEmpty() ? e : e.withDetails(cancelled.details());
        }
    }

    /** Returns the failure of the work; for cancelled work, the reason that the call has. */
    private static ImageException failure(@Nullable Throwable cause, Call call) throws ImageException {
        if (cause instanceof ImageException known) {
            return known.code() == ErrorCode.CANCELLED ? reason(known, call) : known;
        }
        if (cause instanceof RuntimeException defect) {
            throw defect;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException("unexpected failure of the work", cause);
    }
}
