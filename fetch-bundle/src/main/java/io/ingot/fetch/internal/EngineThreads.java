// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.image.Origin;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of the engine, {@code ingot-fetch-1} and so on. Each is started by another of them, never by the thread
 * of a caller or a plugin, whose class loader it would keep alive. None is interrupted, since that closes file
 * channels.
 */
final class EngineThreads {
    private static final long IDLE_SECONDS = 10;
    private static final Duration READER_STOP_LIMIT = Duration.ofMillis(500);
    /**
     * Bounds the fetches that run or wait: a fetch that waits for a slot, or for another fetch, takes a thread as well.
     */
    private static final int MAX_FETCHES = 256;

    private final AtomicInteger count = new AtomicInteger();
    private final ScheduledThreadPoolExecutor scheduler;
    private final ThreadPoolExecutor fetches;
    private final FetchQueue queue;
    private final ThreadPoolExecutor connections;
    private final ThreadPoolExecutor workers;

    EngineThreads() {
        ThreadFactory factory = this::thread;
        scheduler = new ScheduledThreadPoolExecutor(1, factory);
        scheduler.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        scheduler.prestartAllCoreThreads();
        fetches = ReusingPool.create(MAX_FETCHES, Duration.ofSeconds(IDLE_SECONDS), factory);
        queue = new FetchQueue(scheduler, fetches, MAX_FETCHES);
        connections = unbounded(factory);
        // Bounded by the running transfers: each has one hasher, and its pipelines one thread for each digest at most.
        workers = unbounded(factory);
    }

    private static ThreadPoolExecutor unbounded(ThreadFactory factory) {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }

    /** Runs a fetch as soon as a thread is free and its origin may have another one. */
    void submit(Origin origin, Runnable fetch) {
        scheduler.execute(() -> queue.add(origin, fetch));
    }

    /** Runs a fetch immediately if it still waits for a thread: it is urgent, or was cancelled and only has to end. */
    void expedite(Runnable fetch) {
        try {
            scheduler.execute(() -> {
                if (queue.take(fetch)) {
                    workers.execute(fetch);
                }
            });
        } catch (RejectedExecutionException e) {
            // The engine is stopping, and ends the waiting fetches itself.
        }
    }

    /**
     * The threads that read from origins. No other thread does: for each thread that ever read, the JDK keeps memory
     * outside of the heap.
     */
    Executor connections() {
        return connections;
    }

    /** The threads that hash beside a reader, and do background work. */
    Executor workers() {
        return workers;
    }

    /** Runs a task periodically, until the threads stop. */
    @SuppressWarnings("FutureReturnValueIgnored") // the task ends with the pool
    void repeat(Runnable task, Duration interval) {
        scheduler.scheduleWithFixedDelay(task, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Accepts no more work, and waits until the running work has ended; threads that start others stop first. An
     * interrupt ends the wait, and the interrupt flag stays set. The wait for readers is short: one that still reads
     * when the fetches have ended is stuck in an image service.
     *
     * @return whether all threads other than readers have ended
     */
    boolean stop(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean ended = awaitEnd(scheduler, deadline) && awaitEnd(fetches, deadline);
        awaitEnd(connections, Math.min(deadline, System.nanoTime() + READER_STOP_LIMIT.toNanos()));
        return awaitEnd(workers, deadline) && ended;
    }

    private static boolean awaitEnd(ThreadPoolExecutor pool, long deadline) {
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
