// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import io.ingot.image.Call;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The calls of the commands that run now, to be ended when the console stops. */
final class RunningCommands {
    private static final String STOPPING = "the runtime is stopping";

    private final Set<Call> running = new LinkedHashSet<>(); // guarded by this
    private boolean stopped; // guarded by this

    /** A call for one more command; it has ended already if the console has stopped. */
    Call begin(Optional<Duration> limit) {
        Call call = apart(limit);
        boolean late;
        synchronized (this) {
            late = stopped;
            if (!late) {
                running.add(call);
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

    /** Cancels all that run, and waits until they have said so. */
    void stop(Duration patience) {
        List<Call> toCancel;
        synchronized (this) {
            stopped = true;
            toCancel = List.copyOf(running);
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
