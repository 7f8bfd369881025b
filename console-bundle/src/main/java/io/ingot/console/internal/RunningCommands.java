// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import io.ingot.image.Call;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The calls of the running commands, which are cancelled when the console stops. */
final class RunningCommands {
    private static final String STOPPING = "the runtime is stopping";

    private final Map<Call, BooleanSupplier> running = new LinkedHashMap<>(); // guarded by this
    private boolean stopped; // guarded by this

    /**
     * Starts a call for a command; the call is cancelled already if the console has stopped.
     *
     * @param interruptible whether Ctrl-C applies to the command now
     */
    Call begin(Optional<Duration> limit, BooleanSupplier interruptible) {
        Call call = beginUntracked(limit);
        boolean isStopped;
        synchronized (this) {
            isStopped = stopped;
            if (!isStopped) {
                running.put(call, interruptible);
            }
        }
        if (isStopped) {
            call.cancel(STOPPING);
        }
        return call;
    }

    /** Starts a call for a command that is not cancelled when the console stops. */
    Call beginUntracked(Optional<Duration> limit) {
        return limit.map(Call::within).orElseGet(Call::start);
    }

    /** Closes the call of a command that has printed its last line. */
    synchronized void end(Call call) {
        running.remove(call);
        notifyAll();
        call.close();
    }

    /** Cancels the running calls to which Ctrl-C applies; returns whether there were any. */
    boolean interrupt() {
        Map<Call, BooleanSupplier> all;
        synchronized (this) {
            all = Map.copyOf(running);
        }
        List<Call> interrupted = all.entrySet().stream()
                .filter(entry -> !entry.getKey().isEnded() && entry.getValue().getAsBoolean())
                .map(Map.Entry::getKey)
                .toList();
        interrupted.forEach(call -> call.cancel("interrupted"));
        return !interrupted.isEmpty();
    }

    /** Cancels all calls, and waits until their commands have reported that. */
    void stop(Duration timeout) {
        List<Call> toCancel;
        synchronized (this) {
            stopped = true;
            toCancel = List.copyOf(running.keySet());
        }
        toCancel.forEach(call -> call.cancel(STOPPING));
        awaitEnd(System.nanoTime() + timeout.toNanos());
    }

    private synchronized void awaitEnd(long deadline) {
        try {
            long remainingNanos = deadline - System.nanoTime();
            while (!running.isEmpty() && remainingNanos > 0) {
                wait(remainingNanos / 1_000_000 + 1);
                remainingNanos = deadline - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
