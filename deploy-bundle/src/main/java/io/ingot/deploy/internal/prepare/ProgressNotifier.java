// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import io.ingot.image.client.Progress;
import io.ingot.image.deploy.PreparationListener;
import io.ingot.image.deploy.Role;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports progress to a listener at intervals, on its own thread, and a last time when it is closed. */
final class ProgressNotifier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressNotifier.class);
    private static final long INTERVAL_MILLIS = 250;

    private final Supplier<Map<Role, Progress>> progress;
    private final PreparationListener listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "ingot-prepare-progress");

    private ProgressNotifier(Supplier<Map<Role, Progress>> progress, PreparationListener listener) {
        this.progress = progress;
        this.listener = listener;
    }

    /** Starts a notifier. */
    static ProgressNotifier start(Supplier<Map<Role, Progress>> progress, PreparationListener listener) {
        ProgressNotifier notifier = new ProgressNotifier(progress, listener);
        notifier.thread.setDaemon(true);
        notifier.thread.start();
        return notifier;
    }

    private void run() {
        try {
            boolean last;
            do {
                last = closed.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
                listener.progress(progress.get());
            } while (!last);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) { // a listener must not make a deployment fail
            LOG.warn("a progress listener failed; it gets no more progress of this preparation", e);
        }
    }

    /** Waits until the listener has received the last report. */
    @Override
    public void close() {
        closed.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
