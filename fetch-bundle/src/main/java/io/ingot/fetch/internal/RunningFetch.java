// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.fetch.internal.audit.Audit;
import io.ingot.fetch.internal.event.FetchListener;
import io.ingot.fetch.internal.progress.ProgressMeter;
import io.ingot.fetch.internal.progress.ProgressReporter;
import io.ingot.fetch.internal.transfer.Watchdog;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchedImage;
import io.ingot.image.client.Progress;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A fetch that runs, or has ended. Runs once, on a thread of the engine. */
final class RunningFetch implements Fetch, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningFetch.class);

    private final ImageReference reference;
    private final Path destination;
    private final Call call;
    private final ProgressMeter meter;
    private final Watchdog watchdog;
    private final ProgressReporter reporter;
    private final Audit audit;
    private final FetchListener listener;
    private final Consumer<RunningFetch> onEnd;
    private final CompletableFuture<FetchedImage> result = new CompletableFuture<>();
    private @Nullable FetchTask task; // dropped when it begins, since it refers to the caller's listener

    /** @param onEnd called when the fetch has ended, before its result is available */
    RunningFetch(FetchJob job, FetchListener listener, Consumer<RunningFetch> onEnd) {
        this.reference = job.reference();
        this.destination = job.request().destination();
        this.call = job.call();
        this.meter = job.meter();
        this.watchdog = job.watchdog();
        this.reporter = new ProgressReporter(meter::progress, job.request().listener());
        this.audit = new Audit(job.request());
        this.listener = listener;
        this.onEnd = onEnd;
        this.task = new FetchTask(job);
    }

    @Override
    public ImageReference reference() {
        return reference;
    }

    @Override
    public Path destination() {
        return destination;
    }

    @Override
    public Progress progress() {
        return meter.progress();
    }

    @Override
    public void cancel() {
        call.cancel("the fetch of " + reference + " was cancelled");
    }

    @Override
    public FetchedImage join() throws ImageException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    cancel();
                } catch (ExecutionException e) {
                    throw thrown(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public CompletionStage<FetchedImage> result() {
        return result.minimalCompletionStage();
    }

    /** Ends the fetch for a reason of the engine. */
    void end(ErrorCode code, String reason) {
        call.end(code, reason);
    }

    /** Called a few times a second. */
    void tick(Executor threads) {
        meter.tick();
        reporter.report(threads);
        try {
            watchdog.check();
        } catch (RuntimeException | LinkageError e) { // the other fetches must still be called
            LOG.error("a cancellation handler of an image service failed", e);
        }
    }

    @Override
    public void run() {
        FetchTask pending = task;
        task = null;
        if (pending == null) {
            return;
        }
        try {
            FetchedImage image = pending.run();
            audit.done(image, meter.received(), meter.elapsedNanos());
            finish(FetchPhase.DONE, () -> listener.done(this, image), () -> result.complete(image));
        } catch (ImageException e) {
            failed(meter.failure(e));
        } catch (RuntimeException | Error e) {
            LOG.error("a defect ended the fetch of {}", reference, e);
            failed(meter.failure(
                    new ImageException(ErrorCode.INTERNAL, "a defect ended the fetch of " + reference + ": " + e, e)
                            .detached()));
        }
    }

    private void failed(ImageException e) {
        audit.failed(e, meter.received(), meter.elapsedNanos());
        finish(FetchPhase.FAILED, () -> listener.failed(this, e), () -> result.completeExceptionally(e));
    }

    private void finish(FetchPhase phase, Runnable notification, Runnable completion) {
        meter.phase(phase);
        call.close();
        onEnd.accept(this);
        reporter.end();
        notification.run();
        completion.run();
    }

    private static ImageException thrown(ExecutionException e) {
        return e.getCause() instanceof ImageException failure
                ? failure
                : new ImageException(ErrorCode.INTERNAL, "a fetch ended with " + e.getCause(), e);
    }
}
