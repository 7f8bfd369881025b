// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The calls of a planner that are running; they end with the planner. Safe for concurrent use. */
final class ActiveCalls {
    private static final String STOPPING = "the bundle io.ingot.deploy is stopping";

    private final Set<Call> calls = new HashSet<>();
    private boolean startStopping;

    /** Work that runs within a call. */
    @FunctionalInterface
    interface Work<T> {
        T run(Call call) throws ImageException;
    }

    /**
     * Runs the work within a child of the caller's call.
     *
     * @throws ImageException whatever the work throws; UNAVAILABLE if the planner stops, or has stopped
     */
    <T> T run(Call call, Work<T> work) throws ImageException {
        try (Call child = call.child()) {
            add(child);
            try {
                return work.run(child);
            } finally {
                remove(child);
            }
        }
    }

    /**
     * Ends all calls, and waits until their work has returned.
     *
     * @return the number of calls that did not end within the limit
     */
    int end(Duration limit) throws InterruptedException {
        startStopping().forEach(call -> call.end(ErrorCode.UNAVAILABLE, STOPPING));
        return await(System.nanoTime() + limit.toNanos());
    }

    private synchronized void add(Call call) throws ImageException {
        if (startStopping) {
            throw new ImageException(ErrorCode.UNAVAILABLE, STOPPING);
        }
        calls.add(call);
    }

    private synchronized void remove(Call call) {
        calls.remove(call);
        notifyAll();
    }

    private synchronized List<Call> startStopping() {
        startStopping = true;
        return List.copyOf(calls);
    }

    private synchronized int await(long deadline) throws InterruptedException {
        long left = deadline - System.nanoTime();
        while (!calls.isEmpty() && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = deadline - System.nanoTime();
        }
        return calls.size();
    }
}
