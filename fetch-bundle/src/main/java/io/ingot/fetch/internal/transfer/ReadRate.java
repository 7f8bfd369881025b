// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.limit.LeastRate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Measures the rate of one connection, window by window. Only the time that the reader waits for the origin counts, not
 * the time that the disk, a digest or a limit of the engine delays it. Safe for concurrent use.
 */
final class ReadRate {
    private final LeastRate minRate;
    private boolean reading;
    private long readStart; // of the read that is under way
    private long waitedNanos; // in this window, before that read
    private long windowBytes; // in this window

    ReadRate(LeastRate minRate) {
        this.minRate = minRate;
    }

    /** Records that the reader begins to wait for bytes. */
    synchronized void readStarted(long nanos) {
        reading = true;
        readStart = nanos;
    }

    /** Records how many bytes the reader got. */
    synchronized void readEnded(int count, long nanos) {
        reading = false;
        waitedNanos += nanos - readStart;
        windowBytes += count;
        if (minRate.isMetForWindow(windowBytes)) {
            nextWindow(nanos);
        }
    }

    /** Describes by how much the rate is too low; empty if it is not. */
    synchronized Optional<String> shortfall(long nanos) {
        long time = waitedNanos + (reading ? nanos - readStart : 0);
        if (!minRate.isMissed(windowBytes, time)) {
            return Optional.empty();
        }
        return Optional.of("came too slowly: " + windowBytes + " bytes in " + TimeUnit.NANOSECONDS.toSeconds(time)
                + " s, fewer than " + minRate.bytesPerSecond() + " a second (io.ingot.fetch/leastBytesPerSecond)");
    }

    private void nextWindow(long nanos) {
        waitedNanos = 0;
        windowBytes = 0;
        readStart = nanos;
    }
}
