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

/** What a planner is being asked for: it ends with the planner. Safe for concurrent use. */
final class ActiveCalls {
    private static final String STOPPING = "the bundle io.ingot.deploy is stopping";

    private final Set<Call> calls = new HashSet<>();
    private boolean startStopping;

    /** Something to be done within a call. */
    @FunctionalInterface
    interface Work<T> {
        T run(Call call) throws ImageException;
    }

    /**
     * Does it, within a child of the call that asks.
     *
     * @throws ImageException what it throws; TRANSFER_FAILED if the planner stops, or has stopped
     */
    <T> T run(Call call, Work<T> work) throws ImageException {
        try (Call own = call.child()) {
            add(own);
            try {
                return work.run(own);
            } finally {
                remove(own);
            }
        }
    }

    /**
     * Ends all, and waits for that.
     *
     * @return how many have not ended within the limit
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
