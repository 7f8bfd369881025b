// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import io.ingot.image.Call;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The calls of the commands that run now, to be ended when the console stops. */
final class RunningCommands {
    private static final String STOPPING = "the runtime is stopping";

    private final Map<Call, BooleanSupplier> running = new LinkedHashMap<>(); // guarded by this
    private boolean stopped; // guarded by this

    /**
     * A call for one more command; it has ended already if the console has stopped.
     *
     * @param interruptible whether Ctrl-C is meant for it, now
     */
    Call begin(Optional<Duration> limit, BooleanSupplier interruptible) {
        Call call = apart(limit);
        boolean late;
        synchronized (this) {
            late = stopped;
            if (!late) {
                running.put(call, interruptible);
            }
        }
        if (late) {
            call.cancel(STOPPING);
        }
        return call;
    }

    /** A call for a command that the end of the console does not end. */
    Call apart(Optional<Duration> limit) {
        return limit.map(Call::within).orElseGet(Call::start);
    }

    /** The command has printed its last line. */
    synchronized void end(Call call) {
        running.remove(call);
        notifyAll();
        call.close();
    }

    /** Cancels those that Ctrl-C is meant for and that have not ended; whether there are any. */
    boolean interrupt() {
        Map<Call, BooleanSupplier> all;
        synchronized (this) {
            all = Map.copyOf(running);
        }
        List<Call> meant = all.entrySet().stream()
                .filter(entry -> !entry.getKey().ended() && entry.getValue().getAsBoolean())
                .map(Map.Entry::getKey)
                .toList();
        meant.forEach(call -> call.cancel("interrupted"));
        return !meant.isEmpty();
    }

    /** Cancels all that run, and waits until they have said so. */
    void stop(Duration patience) {
        List<Call> toCancel;
        synchronized (this) {
            stopped = true;
            toCancel = List.copyOf(running.keySet());
        }
        toCancel.forEach(call -> call.cancel(STOPPING));
        awaitEnd(System.nanoTime() + patience.toNanos());
    }

    private synchronized void awaitEnd(long deadline) {
        try {
            long left = deadline - System.nanoTime();
            while (!running.isEmpty() && left > 0) {
                wait(left / 1_000_000 + 1);
                left = deadline - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
