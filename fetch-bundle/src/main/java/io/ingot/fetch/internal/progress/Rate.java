// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.progress;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How fast bytes arrived over the last seconds. Not safe for concurrent use. */
final class Rate {
    private static final long WINDOW_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long nanos, long bytes) {}

    /** Notes how many bytes are there at a moment. */
    void sample(long nanos, long bytes) {
        Sample newest = samples.peekLast();
        if (newest != null && bytes < newest.bytes()) {
            samples.clear();
        }
        samples.addLast(new Sample(nanos, bytes));
        while (samples.size() > 2 && nanos - samples.element().nanos() > WINDOW_NANOS) {
            samples.removeFirst();
        }
    }

    long bytesPerSecond() {
        Sample oldest = samples.peekFirst();
        Sample newest = samples.peekLast();
        if (oldest == null || newest == null || newest.nanos() <= oldest.nanos()) {
            return 0;
        }
        double seconds = (double) (newest.nanos() - oldest.nanos()) / NANOS_PER_SECOND;
        return Math.round((newest.bytes() - oldest.bytes()) / seconds);
    }
}
