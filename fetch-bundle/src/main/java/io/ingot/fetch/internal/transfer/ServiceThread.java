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

/**
 * Runs work that reads from an image service on another thread, which is left behind if the service does not return.
 */
final class ServiceThread {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceThread.class);
    private static final long TICK_MILLIS = 20;
    private static final long CLOSE_MILLIS = 500;

    private ServiceThread() {}

    /** Work that calls an image service, as its {@link ServiceCode} records. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /**
     * Runs work and waits for it.
     *
     * @param code records when the work is inside the service
     * @param watch ends the work; once it is overdue, the thread is left behind
     * @param waiting run several times a second meanwhile
     * @throws IOException if the work fails; or, if its thread was left behind, why the watch ended
     */
    static <T> T run(
            TransferContext context,
            ImageReference reference,
            ServiceCode code,
            Watchdog.Watch watch,
            Runnable waiting,
            Work<T> work)
            throws IOException {
        CompletableFuture<T> result = new CompletableFuture<>();
        context.readerThreads().execute(() -> finish(work, result));
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    waiting.run();
                    if (watch.isOverdue() && code.leaveBehind()) {
                        throw hangFailure(context.resolver(), reference, watch);
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                    watch.call().cancel("the thread of the transfer was interrupted");
                }
            }
        } catch (ExecutionException e) {
            throw causeOf(e);
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
        } catch (Throwable e) { // reported to the waiting thread
            result.completeExceptionally(e);
        }
    }

    private static IOException causeOf(ExecutionException e) {
        Throwable cause = Objects.requireNonNull(e.getCause());
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException defect) {
            throw defect;
        }
        return (IOException) cause;
    }

    /** Logs which bundle hangs, and returns the failure of the attempt. */
    static ImageException hangFailure(ResolverHolder resolver, ImageReference reference, Watchdog.Watch watch) {
        String fact = resolver.describeService(reference.scheme()) + " hangs: it goes on reading " + reference
                + " after its call has ended";
        watch.reportHang(fact);
        ImageException failure = watch.reason(new ImageException(ErrorCode.TRANSFER_FAILED, fact));
        LOG.warn("{}; its thread is left behind until it returns; repair the bundle, or restart it", fact);
        return failure;
    }

    /** Closes a body that is not read any more, and waits for a short time until it is closed. */
    static void close(TransferContext context, @Nullable Body body) {
        if (body == null) {
            return;
        }
        CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
        try {
            context.readerThreads().execute(() -> {
                closeQuietly(body);
                closed.complete(null);
            });
            closed.get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) { // the engine stops
            closeQuietly(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("closing a body takes long and continues in the background");
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
