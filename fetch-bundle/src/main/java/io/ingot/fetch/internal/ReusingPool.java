// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import java.time.Duration;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A bounded pool that starts a thread only if none is idle, and queues only if all are busy. The JDK's pool starts
 * threads up to its bound before it reuses one: each short fetch would pay for a thread.
 */
final class ReusingPool {
    private ReusingPool() {}

    /** Creates a pool of at most {@code maxThreads}; all but one end after they were idle for a time. */
    static ThreadPoolExecutor create(int maxThreads, Duration idle, ThreadFactory factory) {
        return new ThreadPoolExecutor(
                1, maxThreads, idle.toNanos(), TimeUnit.NANOSECONDS, new HandOver(), factory, ReusingPool::queue);
    }

    /** Queues a task that the pool has no thread for. The thread that never ends takes it at the latest. */
    private static void queue(Runnable task, ThreadPoolExecutor pool) {
        if (pool.isShutdown()) {
            throw new RejectedExecutionException("the pool has been shut down");
        }
        pool.getQueue().add(task);
    }

    /** A queue whose {@code offer}, which the pool calls before it starts a thread, succeeds only if one is idle. */
    private static final class HandOver extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }
    }
}
