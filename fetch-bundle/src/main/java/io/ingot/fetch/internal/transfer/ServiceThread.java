// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.source.ResolverHolder;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.spi.Body;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what reads from an image service on a thread of its own, which is left behind if the service does not let it go. */
final class ServiceThread {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceThread.class);
    private static final long TICK_MILLIS = 20;
    private static final long CLOSE_MILLIS = 500;

    private ServiceThread() {}

    /** Work of which some parts are inside a service, as its {@link ServiceCode} knows. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /**
     * Does it, and waits for its end.
     *
     * @param code where the work marks that it is inside
     * @param watch ends the work; overdue, its thread is left behind
     * @param waiting run a few times a second meanwhile
     * @throws IOException what the work throws; or, where it was left behind, why the watch ended
     */
    static <T> T run(
            TransferContext equipment,
            ImageReference reference,
            ServiceCode code,
            Watchdog.Watch watch,
            Runnable waiting,
            Work<T> work)
            throws IOException {
        CompletableFuture<T> result = new CompletableFuture<>();
        equipment.readerThreads().execute(() -> finish(work, result));
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    waiting.run();
                    if (watch.overdue() && code.leaveBehind()) {
                        throw leftBehind(equipment.resolver(), reference, watch);
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                    watch.call().cancel("the thread of the transfer was interrupted");
                }
            }
        } catch (ExecutionException e) {
            throw thrown(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static <T> void finish(Work<T> work, CompletableFuture<T> result) {
        try {
            result.complete(work.run());
        } catch (ServiceCode.LeftBehind e) {
            LOG.debug("a thread that was left behind in an image service has returned");
        } catch (Throwable e) { // the waiting thread gets it
            result.completeExceptionally(e);
        }
    }

    private static IOException thrown(ExecutionException e) {
        Throwable cause = Objects.requireNonNull(e.getCause());
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException defect) {
            throw defect;
        }
        return (IOException) cause;
    }

    /** Says which bundle was left behind, in the log and in what the attempt fails with. */
    static ImageException leftBehind(ResolverHolder door, ImageReference reference, Watchdog.Watch watch) {
        String fact = door.provider(reference.scheme()) + " hangs: it goes on reading " + reference
                + " after its call has ended";
        watch.hangs(fact);
        ImageException failure = watch.reason(new ImageException(ErrorCode.TRANSFER_FAILED, fact));
        LOG.warn("{}; its thread is left behind until it returns; repair the bundle, or restart it", fact);
        return failure;
    }

    /** Closes a body of which all that was wanted has been read, or failed before; waits for that for a short time. */
    static void close(TransferContext equipment, @Nullable Body body) {
        if (body == null) {
            return;
        }
        CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
        try {
            equipment.readerThreads().execute(() -> {
                closeQuietly(body);
                closed.complete(null);
            });
            closed.get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) { // the engine stops
            closeQuietly(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("a body is not closed yet, and is not waited for");
        }
    }

    /** Closes a body on this thread. */
    static void closeQuietly(Body body) {
        try {
            body.close();
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.debug("closing a body failed: {}", e.toString());
        }
    }
}
