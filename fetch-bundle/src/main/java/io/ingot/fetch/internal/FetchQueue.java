// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.image.Origin;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Hands fetches to threads. One origin gets at most half of the threads, so that a slow origin does not starve the
 * others. Used by one thread, the scheduler of the engine.
 */
final class FetchQueue {
    private final Executor scheduler;
    private final Executor threads;
    private final int maxPerOrigin;
    private final Map<Runnable, QueuedFetch> unclaimed = new HashMap<>();
    private final Map<Origin, Deque<QueuedFetch>> waiting = new HashMap<>();
    private final Map<Origin, Integer> running = new HashMap<>();

    /**
     * An empty queue.
     *
     * @param scheduler runs tasks on the thread that uses this queue
     * @param threads run the fetches
     * @param threadCount the number of these threads
     */
    FetchQueue(Executor scheduler, Executor threads, int threadCount) {
        this.scheduler = scheduler;
        this.threads = threads;
        this.maxPerOrigin = Math.max(1, threadCount / 2);
    }

    /** A fetch, which runs on the thread that claims it first. */
    private record QueuedFetch(Origin origin, Runnable fetch, AtomicBoolean claimed) {
        boolean claim() {
            return claimed.compareAndSet(false, true);
        }
    }

    /** Adds a fetch, which runs as soon as its origin may have another thread. */
    void add(Origin origin, Runnable fetch) {
        QueuedFetch queued = new QueuedFetch(origin, fetch, new AtomicBoolean());
        unclaimed.put(fetch, queued);
        if (running.getOrDefault(origin, 0) < maxPerOrigin) {
            begin(queued);
        } else {
            waiting.computeIfAbsent(origin, unused -> new ArrayDeque<>()).add(queued);
        }
    }

    /** Removes a fetch that has not begun, for the caller to run; returns false if it has begun. */
    boolean take(Runnable fetch) {
        QueuedFetch queued = unclaimed.get(fetch);
        if (queued == null || !queued.claim()) {
            return false;
        }
        unclaimed.remove(fetch);
        waiting.getOrDefault(queued.origin(), new ArrayDeque<>()).remove(queued);
        return true;
    }

    private void begin(QueuedFetch queued) {
        running.merge(queued.origin(), 1, Integer::sum);
        threads.execute(() -> run(queued));
    }

    private void run(QueuedFetch queued) {
        try {
            if (queued.claim()) {
                queued.fetch().run();
            }
        } finally {
            try {
                scheduler.execute(() -> ended(queued));
            } catch (RejectedExecutionException e) {
                // The engine is stopping: no other fetch begins.
            }
        }
    }

    private void ended(QueuedFetch queued) {
        Origin origin = queued.origin();
        unclaimed.remove(queued.fetch(), queued);
        running.computeIfPresent(origin, (same, count) -> count == 1 ? null : count - 1);
        Deque<QueuedFetch> others = waiting.get(origin);
        if (others != null) {
            QueuedFetch next = others.poll();
            if (others.isEmpty()) {
                waiting.remove(origin);
            }
            if (next != null) {
                begin(next);
            }
        }
    }
}
