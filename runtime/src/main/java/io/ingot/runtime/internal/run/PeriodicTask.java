// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.run;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does a few things again and again, on one thread. */
public final class PeriodicTask implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeriodicTask.class);
    private static final long PATIENCE_MILLIS = 5000;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private PeriodicTask(Duration pause, List<Runnable> work) {
        thread = new Thread(() -> run(pause, work), "ingot-turns");
        thread.setDaemon(true);
    }

    /** Starts the thread. */
    public static PeriodicTask every(Duration pause, Runnable... work) {
        PeriodicTask turns = new PeriodicTask(pause, List.of(work));
        turns.thread.start();
        return turns;
    }

    private void run(Duration pause, List<Runnable> work) {
        try {
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                work.forEach(this::run);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Runnable work) {
        try {
            work.run();
        } catch (IllegalStateException e) {
            LOG.debug("the framework is stopping", e);
        } catch (RuntimeException e) {
            LOG.error("a defect", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
