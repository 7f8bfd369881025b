// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of the engine, {@code ingot-fetch-1} and so on. Each starts from another of them, never below the frames of
 * a caller or a plugin, whose class loader it would keep alive; none is ever interrupted, since that closes files.
 */
final class EngineThreads {
    private static final long IDLE_SECONDS = 10;

    private final AtomicInteger count = new AtomicInteger();
    private final ScheduledThreadPoolExecutor pulse;
    private final ThreadPoolExecutor fetches;
    private final ThreadPoolExecutor lanes;

    /** One fetch at once, until {@link #transfers} says otherwise. */
    EngineThreads() {
        ThreadFactory factory = this::thread;
        pulse = new ScheduledThreadPoolExecutor(1, factory);
        pulse.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        pulse.prestartAllCoreThreads();
        fetches = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        fetches.allowCoreThreadTimeOut(true);
        // Bounded by the fetches that run: each has at most three lanes for each of the two forms of a coded body.
        lanes = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }

    /** Runs a fetch when its turn comes. */
    void fetch(Runnable fetch) {
        pulse.execute(() -> fetches.execute(fetch));
    }

    /** Runs a fetch at once if it still waits for its turn: it has nothing to do any more but to end. */
    void hurry(Runnable fetch) {
        try {
            pulse.execute(() -> {
                if (fetches.remove(fetch)) {
                    lanes.execute(fetch);
                }
            });
        } catch (RejectedExecutionException e) {
            // The engine stops: it ends what waits itself.
        }
    }

    /** Threads for short work beside the fetches. */
    Executor lanes() {
        return lanes;
    }

    /** Does something again and again, until all stops. */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the pool
    void repeat(Runnable beat, Duration every) {
        pulse.scheduleWithFixedDelay(beat, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How many fetches run at once from now on. */
    void transfers(int atOnce) {
        if (atOnce > fetches.getMaximumPoolSize()) {
            fetches.setMaximumPoolSize(atOnce);
            fetches.setCorePoolSize(atOnce);
        } else {
            fetches.setCorePoolSize(atOnce);
            fetches.setMaximumPoolSize(atOnce);
        }
    }

    /**
     * Takes no more work and waits for what runs; who starts others is stopped first.
     *
     * @return whether all of it has ended
     */
    boolean stop(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (ThreadPoolExecutor pool : List.of(pulse, fetches, lanes)) {
            pool.shutdown();
            if (!pool.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
        return true;
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "ingot-fetch-" + count.incrementAndGet(), 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
