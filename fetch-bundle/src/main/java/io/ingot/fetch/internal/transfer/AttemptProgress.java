// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.limit.LeastRate;
import java.util.function.LongSupplier;

/**
 * Decides whether an attempt made progress. An origin that sends a few bytes before each break makes none: bytes that
 * arrive below the minimum rate, pauses included, do not reset the count of fruitless attempts, nor do a few new bytes
 * after many repeated ones. Not safe for concurrent use.
 */
final class AttemptProgress {
    /** The most bytes that may be received for each new one. */
    private static final long MAX_MOVED_PER_NEW_BYTE = 16;

    private final LeastRate minRate;
    private final LongSupplier nanos;
    private long mostBytes;
    private long lastMoved;
    private long windowStart;
    private long bytesAtWindowStart;
    private boolean slow;

    AttemptProgress(LeastRate minRate, LongSupplier nanos) {
        this.minRate = minRate;
        this.nanos = nanos;
        this.windowStart = nanos.getAsLong();
    }

    /** Excludes nanoseconds that the transfer spent waiting for something other than the origin. */
    void excludeTime(long time) {
        windowStart += time;
    }

    /**
     * Records the result of an attempt.
     *
     * @param bytes of the image that have arrived
     * @param moved bytes that came from the origin in all attempts, repeated ones included
     * @param tooSlow whether the attempt ended because its bytes came too slowly
     * @return whether the attempt made progress
     */
    boolean record(long bytes, long moved, boolean tooSlow) {
        long more = Math.max(0, bytes - mostBytes);
        boolean efficient = more > 0 && moved - lastMoved <= MAX_MOVED_PER_NEW_BYTE * more;
        mostBytes += more;
        lastMoved = moved;
        long now = nanos.getAsLong();
        boolean filled = minRate.isMetForWindow(mostBytes - bytesAtWindowStart);
        boolean missed = tooSlow || minRate.isMissed(mostBytes - bytesAtWindowStart, now - windowStart);
        if (filled || missed) {
            slow = !filled;
            windowStart = now;
            bytesAtWindowStart = mostBytes;
        }
        return efficient && !slow;
    }
}
