// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.run;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs actions periodically on one thread. */
public final class PeriodicTask implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeriodicTask.class);
    private static final long CLOSE_TIMEOUT_MILLIS = 5000;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private PeriodicTask(Duration interval, List<Runnable> actions) {
        thread = new Thread(() -> run(interval, actions), "ingot-watch");
        thread.setDaemon(true);
    }

    /** Starts a task that runs the actions after each interval. */
    public static PeriodicTask every(Duration interval, Runnable... actions) {
        PeriodicTask task = new PeriodicTask(interval, List.of(actions));
        task.thread.start();
        return task;
    }

    private void run(Duration interval, List<Runnable> actions) {
        try {
            while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                actions.forEach(this::run);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Runnable action) {
        try {
            action.run();
        } catch (IllegalStateException e) {
            LOG.debug("the framework is stopping", e);
        } catch (RuntimeException e) {
            LOG.error("defect in a periodic task", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(CLOSE_TIMEOUT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
