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

/** Tells a listener of the progress: never twice at once, and not after the end. Safe for concurrent use. */
public final class ProgressReporter {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressReporter.class);

    private final Supplier<Progress> progress;
    private final AtomicBoolean busy = new AtomicBoolean();
    private @Nullable Consumer<Progress> listener; // guarded by this, which is held while it is told
    private boolean complained;

    /** Reports what {@code progress} says to somebody. */
    public ProgressReporter(Supplier<Progress> progress, Consumer<Progress> listener) {
        this.progress = progress;
        this.listener = listener;
    }

    /** Tells it on one of these threads, unless it is still being told. */
    public void beat(Executor threads) {
        if (busy.compareAndSet(false, true)) {
            try {
                threads.execute(() -> {
                    tell();
                    busy.set(false);
                });
            } catch (RejectedExecutionException e) {
                LOG.trace("the engine is stopping", e);
            }
        }
    }

    /** Tells it for the last time, on this thread, and forgets it. */
    public synchronized void end() {
        tell();
        listener = null;
    }

    private synchronized void tell() {
        Consumer<Progress> somebody = listener;
        if (somebody == null) {
            return;
        }
        try {
            somebody.accept(progress.get());
        } catch (RuntimeException | Error e) { // the client's code, which must not keep the fetch from ending
            if (!complained) {
                LOG.warn("a progress listener failed; it is told again, and its failures are not", e);
            }
            complained = true;
        }
    }
}
