// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.limit;

import java.time.Duration;

/**
 * The least rate at which bytes must come, on average over a window.
 *
 * @param bytesPerSecond the rate; 0 for any
 * @param window the time after which it is judged
 */
public record LeastRate(long bytesPerSecond, Duration window) {
    /** Any rate will do. */
    public static final LeastRate NONE = new LeastRate(0, Duration.ofMinutes(1));

    private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    /** Whether so many bytes suffice for a whole window, however early they came. */
    public boolean fillsWindow(long bytes) {
        return isMet(bytes, window.toNanos());
    }

    /** Whether so many bytes in that time are too few: a window has passed, and the rate was lower. */
    public boolean missedBy(long bytes, long nanos) {
        return nanos >= window.toNanos() && !isMet(bytes, nanos);
    }

    private boolean isMet(long bytes, long nanos) {
        return bytes >= bytesPerSecond * (nanos / NANOS_PER_SECOND);
    }
}
