// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.progress;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The speed at which bytes arrived over the last ten seconds. Bytes come in bursts: it is measured from one arrival to
 * another, so that the time of a burst within the window changes nothing. Not safe for concurrent use.
 */
final class ArrivalRate {
    private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();
    /** The fewest arrivals to measure between, however long ago they were. */
    private static final int FEWEST = 3;

    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private long now;

    /** A moment at which more bytes were there than at the sample before. */
    private record Arrival(long nanos, long bytes) {}

    /** Forgets everything: what arrives next comes another way. */
    void clear() {
        arrivals.clear();
    }

    /** Notes how many bytes are there at a moment. */
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
        while (arrivals.size() > FEWEST && nanos - arrivals.element().nanos() > WINDOW_NANOS) {
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
        // A silence counts once it is longer than any before.
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
