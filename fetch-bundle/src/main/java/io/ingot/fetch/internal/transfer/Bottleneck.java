// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What limits a transfer: the origin, for which readers wait, or this machine, which writes and hashes what they read.
 * Further connections help only in the first case. The last seconds count most. Safe for concurrent use.
 */
final class Bottleneck {
    private static final long WINDOW_NANOS = Duration.ofSeconds(1).toNanos();

    /** The time without a buffer from which on all readers are taken to wait. */
    private static final long SILENCE_NANOS = Duration.ofMillis(200).toNanos();

    private final LongSupplier nanos;
    private long lastRecord; // guarded by this, as what follows
    private long waited;
    private long worked;

    /** @param nanos a clock such as {@link System#nanoTime} */
    Bottleneck(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Records the times of one buffer.
     *
     * @param waitedNanos until the origin had filled it
     * @param workedNanos until it was written and hashed, and the next one was free
     */
    synchronized void record(long waitedNanos, long workedNanos) {
        lastRecord = nanos.getAsLong();
        waited += waitedNanos;
        worked += workedNanos;
        if (waited + worked > WINDOW_NANOS) {
            waited /= 2;
            worked /= 2;
        }
    }

    /** Returns whether most of the time goes into work of this machine. */
    synchronized boolean isThisMachine() {
        boolean arriving = nanos.getAsLong() - lastRecord < SILENCE_NANOS;
        return arriving && worked > 2 * waited;
    }
}
