// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.limit;

import java.time.Duration;

/**
 * The minimum rate at which bytes must arrive, on average over a window.
 *
 * @param bytesPerSecond the rate; 0 for no minimum
 * @param window the time over which the rate is measured
 */
public record LeastRate(long bytesPerSecond, Duration window) {
    /** No minimum. */
    public static final LeastRate NONE = new LeastRate(0, Duration.ofMinutes(1));

    private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    /** Whether a number of bytes suffices for a whole window, however early they came. */
    public boolean isMetForWindow(long bytes) {
        return isMet(bytes, window.toNanos());
    }

    /** Whether a number of bytes is too small for a time: at least a window has passed, and the rate was lower. */
    public boolean isMissed(long bytes, long nanos) {
        return nanos >= window.toNanos() && !isMet(bytes, nanos);
    }

    private boolean isMet(long bytes, long nanos) {
        return bytes >= bytesPerSecond * (nanos / NANOS_PER_SECOND);
    }
}
