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
 * Waits for work that goes on elsewhere. A thread that is interrupted meanwhile, as a shell does on Ctrl-C, cancels the
 * call; its flag is not raised again, since the command ends by it, and a raised flag would close the shell's channels as
 * the command prints its last line.
 */
final class InterruptibleWait {
    private static final Duration TICK = Duration.ofMillis(200);
    /** How long work may go on after its call has ended: enough to tidy up, too little to seem stuck. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private InterruptibleWait() {}

    /**
     * Waits for the end of the work.
     *
     * @param tick run now and then while it waits
     * @throws ImageException what the work failed with, or what ended the call
     */
    static <T> T await(CompletionStage<T> work, Call call, Runnable tick) throws ImageException {
        CompletableFuture<T> end = work.toCompletableFuture();
        Duration unattended = Duration.ZERO;
        while (true) {
            try {
                return end.get(TICK.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                tick.run();
                unattended = call.ended() ? unattended.plus(TICK) : Duration.ZERO;
                if (unattended.compareTo(GRACE) >= 0) {
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

    /** The call's own reason, with what the work says besides: who hangs, for example. */
    private static ImageException reason(ImageException cancelled, Call call) {
        try {
            call.check();
            return cancelled;
        } catch (ImageException e) {
            return cancelled.details().isEmpty() ? e : e.withDetails(cancelled.details());
        }
    }

    /** Work that was cancelled says so; why, the call knows better. */
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
        throw new IllegalStateException("the work ended in a way it should not", cause);
    }
}
