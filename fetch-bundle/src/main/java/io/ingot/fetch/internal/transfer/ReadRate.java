// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.limit.LeastRate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How fast the bytes of one connection come, judged window by window. Only the time that its reader spends waiting for them
 * counts: not that in which the disk, a digest or a limit of our own holds the reader up. Safe for concurrent use.
 */
final class ReadRate {
    private final LeastRate least;
    private boolean reading;
    private long since; // of the read that is under way
    private long waited; // in this window, before that read
    private long bytes; // in this window

    ReadRate(LeastRate least) {
        this.least = least;
    }

    /** The reader begins to wait for bytes. */
    synchronized void reads(long nanos) {
        reading = true;
        since = nanos;
    }

    /** The reader has got so many. */
    synchronized void came(int count, long nanos) {
        reading = false;
        waited += nanos - since;
        bytes += count;
        if (least.fillsWindow(bytes)) {
            nextWindow(nanos);
        }
    }

    /** What was too slow, as a predicate; absent if nothing was. */
    synchronized Optional<String> tooSlow(long nanos) {
        long time = waited + (reading ? nanos - since : 0);
        if (!least.missedBy(bytes, time)) {
            return Optional.empty();
        }
        return Optional.of("came too slowly: " + bytes + " bytes in " + TimeUnit.NANOSECONDS.toSeconds(time)
                + " s, fewer than " + least.bytesPerSecond() + " a second (io.ingot.fetch/leastBytesPerSecond)");
    }

    private void nextWindow(long nanos) {
        waited = 0;
        bytes = 0;
        since = nanos;
    }
}
