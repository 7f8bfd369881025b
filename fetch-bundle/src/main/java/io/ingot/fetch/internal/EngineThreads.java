// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.image.Origin;
import java.time.Duration;
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
    private static final Duration LAST_READERS = Duration.ofMillis(500);
    /** Who waits needs a thread, too: for a slot, for somebody else who fetches the same. */
    private static final int MOST_FETCHES = 256;

    private final AtomicInteger count = new AtomicInteger();
    private final ScheduledThreadPoolExecutor pulse;
    private final ThreadPoolExecutor fetches;
    private final FetchQueue queue;
    private final ThreadPoolExecutor connections;
    private final ThreadPoolExecutor lanes;

    EngineThreads() {
        ThreadFactory factory = this::thread;
        pulse = new ScheduledThreadPoolExecutor(1, factory);
        pulse.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        pulse.prestartAllCoreThreads();
        fetches = new ThreadPoolExecutor(
                MOST_FETCHES, MOST_FETCHES, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        fetches.allowCoreThreadTimeOut(true);
        queue = new FetchQueue(pulse, fetches, MOST_FETCHES);
        connections = unbounded(factory);
        // Bounded by the transfers that run: each has its connections, who hashes behind them, and for each of these a
        // lane to the disk and one for each digest.
        lanes = unbounded(factory);
    }

    private static ThreadPoolExecutor unbounded(ThreadFactory factory) {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }

    /** Runs a fetch: at once, unless there are very many, in all or from its origin. */
    void fetch(Origin origin, Runnable fetch) {
        pulse.execute(() -> queue.add(origin, fetch));
    }

    /** Runs a fetch at once if it still waits for a thread: it is urgent, or has nothing to do any more but to end. */
    void hurry(Runnable fetch) {
        try {
            pulse.execute(() -> {
                if (queue.take(fetch)) {
                    lanes.execute(fetch);
                }
            });
        } catch (RejectedExecutionException e) {
            // The engine stops: it ends what waits itself.
        }
    }

    /** Threads that read from origins, and none but these: the JDK keeps memory outside of the heap for each that ever did. */
    Executor connections() {
        return connections;
    }

    /** Threads for work beside the fetches. */
    Executor lanes() {
        return lanes;
    }

    /** Does something again and again, until all stops. */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the pool
    void repeat(Runnable beat, Duration every) {
        pulse.scheduleWithFixedDelay(beat, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Takes no more work and waits for what runs; who starts others is stopped first. An interruption ends the wait, and
     * is kept. Readers are waited for a short time only: those that are left when the fetches have ended were left behind in
     * an image service.
     *
     * @return whether all else has ended
     */
    boolean stop(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean ended = ends(pulse, deadline) && ends(fetches, deadline);
        ends(connections, Math.min(deadline, System.nanoTime() + LAST_READERS.toNanos()));
        return ends(lanes, deadline) && ended;
    }

    private static boolean ends(ThreadPoolExecutor pool, long deadline) {
        pool.shutdown();
        try {
            return pool.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "ingot-fetch-" + count.incrementAndGet(), 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
