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
 * Hands fetches to threads, no more than half of them to those of one origin: a slow origin leaves room for the others. Its
 * methods are called on one thread, the pulse of the engine.
 */
final class FetchQueue {
    private final Executor pulse;
    private final Executor threads;
    private final int mostOfOrigin;
    private final Map<Runnable, Queued> known = new HashMap<>();
    private final Map<Origin, Deque<Queued>> waiting = new HashMap<>();
    private final Map<Origin, Integer> begun = new HashMap<>();

    /**
     * An empty queue.
     *
     * @param pulse the thread that calls
     * @param threads run the fetches
     * @param most how many threads there are
     */
    FetchQueue(Executor pulse, Executor threads, int most) {
        this.pulse = pulse;
        this.threads = threads;
        this.mostOfOrigin = Math.max(1, most / 2);
    }

    /** A fetch, which is run by whoever claims it first. */
    private record Queued(Origin origin, Runnable fetch, AtomicBoolean claimed) {
        boolean claim() {
            return claimed.compareAndSet(false, true);
        }
    }

    /** Has a fetch run as soon as its origin may have another thread. */
    void add(Origin origin, Runnable fetch) {
        Queued queued = new Queued(origin, fetch, new AtomicBoolean());
        known.put(fetch, queued);
        if (begun.getOrDefault(origin, 0) < mostOfOrigin) {
            begin(queued);
        } else {
            waiting.computeIfAbsent(origin, unused -> new ArrayDeque<>()).add(queued);
        }
    }

    /** Takes a fetch that has not begun; returns whether it had not. The caller runs it. */
    boolean take(Runnable fetch) {
        Queued queued = known.get(fetch);
        if (queued == null || !queued.claim()) {
            return false;
        }
        known.remove(fetch);
        waiting.getOrDefault(queued.origin(), new ArrayDeque<>()).remove(queued);
        return true;
    }

    private void begin(Queued queued) {
        begun.merge(queued.origin(), 1, Integer::sum);
        threads.execute(() -> run(queued));
    }

    private void run(Queued queued) {
        try {
            if (queued.claim()) {
                queued.fetch().run();
            }
        } finally {
            try {
                pulse.execute(() -> ended(queued));
            } catch (RejectedExecutionException e) {
                // The engine stops: nothing else begins.
            }
        }
    }

    private void ended(Queued queued) {
        Origin origin = queued.origin();
        known.remove(queued.fetch(), queued);
        begun.computeIfPresent(origin, (same, count) -> count == 1 ? null : count - 1);
        Deque<Queued> others = waiting.get(origin);
        if (others != null) {
            Queued next = others.poll();
            if (others.isEmpty()) {
                waiting.remove(origin);
            }
            if (next != null) {
                begin(next);
            }
        }
    }
}
