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

/** Tells a listener of the progress on a thread of its own, until it is closed; then once more. */
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

    /** Begins to tell. */
    static ProgressNotifier start(Supplier<Map<Role, Progress>> progress, PreparationListener listener) {
        ProgressNotifier teller = new ProgressNotifier(progress, listener);
        teller.thread.setDaemon(true);
        teller.thread.start();
        return teller;
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
        } catch (RuntimeException e) { // a listener is no reason for a deployment to fail
            LOG.warn("a listener failed, it hears no more of this preparation", e);
        }
    }

    /** Returns when the listener has been told for the last time. */
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
