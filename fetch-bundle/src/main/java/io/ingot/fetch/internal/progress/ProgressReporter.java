// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.progress;

import io.ingot.image.client.Progress;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports progress to a listener, never on two threads at a time and never after the end. Safe for concurrent use.
 */
public final class ProgressReporter {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressReporter.class);

    private final Supplier<Progress> progress;
    private final AtomicBoolean busy = new AtomicBoolean();
    private @Nullable Consumer<Progress> listener; // guarded by this, also during its calls
    private boolean failureLogged;

    /** Creates a reporter of what {@code progress} returns. */
    public ProgressReporter(Supplier<Progress> progress, Consumer<Progress> listener) {
        this.progress = progress;
        this.listener = listener;
    }

    /** Reports on one of these threads, unless the listener is still busy with the last report. */
    public void report(Executor threads) {
        if (busy.compareAndSet(false, true)) {
            try {
                threads.execute(() -> {
                    notifyListener();
                    busy.set(false);
                });
            } catch (RejectedExecutionException e) {
                LOG.trace("the engine is stopping", e);
            }
        }
    }

    /** Reports for the last time, on this thread, and drops the listener. */
    public synchronized void end() {
        notifyListener();
        listener = null;
    }

    private synchronized void notifyListener() {
        Consumer<Progress> current = listener;
        if (current == null) {
            return;
        }
        try {
            current.accept(progress.get());
        } catch (RuntimeException | Error e) { // a defect of the caller's listener must not keep the fetch from ending
            if (!failureLogged) {
                LOG.warn("a progress listener failed; its further failures are not logged", e);
            }
            failureLogged = true;
        }
    }
}
