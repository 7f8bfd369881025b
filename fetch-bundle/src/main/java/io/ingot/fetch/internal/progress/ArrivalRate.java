// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.progress;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The rate at which bytes arrived over the last ten seconds. Bytes come in bursts, so the rate is measured from one
 * arrival to another; where a burst lies within the window does not matter. Not safe for concurrent use.
 */
final class ArrivalRate {
    private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();
    /** The minimum number of arrivals to keep, even those before the window. */
    private static final int MIN_ARRIVALS = 3;

    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private long now;

    /** A sample with more bytes than the one before. */
    private record Arrival(long nanos, long bytes) {}

    /** Forgets all samples, since the next bytes come from another kind of source. */
    void clear() {
        arrivals.clear();
    }

    /** Records the number of bytes present at a time. */
    void sample(long nanos, long bytes) {
        now = nanos;
        Arrival newest = arrivals.peekLast();
        if (newest != null && bytes < newest.bytes()) {
            arrivals.clear();
            newest = null;
        }
        if (newest == null || bytes > newest.bytes()) {
            arrivals.addLast(new Arrival(nanos, bytes));
        }
        while (arrivals.size() > MIN_ARRIVALS && nanos - arrivals.element().nanos() > WINDOW_NANOS) {
            arrivals.removeFirst();
        }
    }

    long bytesPerSecond() {
        Arrival oldest = arrivals.peekFirst();
        Arrival newest = arrivals.peekLast();
        if (oldest == null || newest == null || newest.nanos() <= oldest.nanos()) {
            return 0;
        }
        long gap = longestGap();
        if (now - newest.nanos() > WINDOW_NANOS + gap) {
            return 0;
        }
        // A silence counts as soon as it is longer than any silence before.
        long nanos = Math.max(newest.nanos() - oldest.nanos(), now - oldest.nanos() - gap);
        return Math.round((newest.bytes() - oldest.bytes()) / ((double) nanos / NANOS_PER_SECOND));
    }

    private long longestGap() {
        long longest = 0;
        long before = arrivals.element().nanos();
        for (Arrival arrival : arrivals) {
            longest = Math.max(longest, arrival.nanos() - before);
            before = arrival.nanos();
        }
        return longest;
    }
}
