// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.segment;

import io.ingot.fetch.internal.part.Range;
import io.ingot.fetch.internal.part.Ranges;
import io.ingot.fetch.internal.part.Units;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The missing bytes of an image, and their assignment to workers in segments. Segments do not overlap, and their
 * borders are borders of units, except where a worker failed. Safe for concurrent use.
 */
public final class SegmentQueue {
    private static final long MIN_SPLIT_BYTES = 2L * Units.BYTES;

    private final Ranges unassigned = new Ranges(); // guarded by this
    private final Set<Segment> assigned = new LinkedHashSet<>(); // guarded by this

    /** Creates a queue of ranges, none of which is assigned. */
    public SegmentQueue(List<Range> missing) {
        missing.forEach(range -> unassigned.add(range.from(), range.to()));
    }

    /**
     * Assigns the first missing segment, or else splits the largest assigned one.
     *
     * @param maxBytes rounded up to units; {@link Long#MAX_VALUE} for no limit
     * @return empty if nothing is left that would be worth another worker
     */
    public synchronized Optional<Segment> take(long maxBytes) {
        if (unassigned.isEmpty()) {
            split(maxBytes);
        }
        if (unassigned.isEmpty()) {
            return Optional.empty();
        }
        Range first = unassigned.all().get(0);
        long end =
                first.length() <= maxBytes ? first.to() : Math.min(first.to(), Units.ceiling(first.from() + maxBytes));
        unassigned.remove(first.from(), end);
        Segment taken = new Segment(first.from(), end);
        assigned.add(taken);
        return Optional.of(taken);
    }

    /** Claims the next bytes of a segment for its worker, at most the given number; returns 0 at its end. */
    public synchronized int claim(Segment segment, int maxBytes) {
        return segment.claim(maxBytes);
    }

    /** Returns the current end of a segment. */
    public synchronized long end(Segment segment) {
        return segment.end();
    }

    /** Returns a segment, of which the bytes before {@code reached} have arrived. */
    public synchronized void giveBack(Segment segment, long reached) {
        assigned.remove(segment);
        if (reached < segment.end()) {
            unassigned.add(reached, segment.end());
        }
    }

    /** Removes a segment at whose last byte the image ends. */
    public synchronized void finish(Segment segment) {
        assigned.remove(segment);
    }

    /** Adds bytes that turned out to be missing. */
    public synchronized void add(Range range) {
        unassigned.add(range.from(), range.to());
    }

    /** Whether all bytes have arrived. */
    public synchronized boolean isDone() {
        return unassigned.isEmpty() && assigned.isEmpty();
    }

    private void split(long maxBytes) {
        Optional<Segment> largest = assigned.stream()
                .filter(SegmentQueue::isDivisible)
                .max(Comparator.comparingLong(SegmentQueue::remaining));
        if (largest.isPresent()) {
            Segment segment = largest.get();
            long kept = Math.min(remaining(segment) / 2, maxBytes);
            long border = Units.ceiling(segment.claimed() + kept);
            if (border < segment.end()) {
                unassigned.add(border, segment.end());
                segment.truncate(border);
            }
        }
    }

    private static boolean isDivisible(Segment segment) {
        return segment.end() != Long.MAX_VALUE && remaining(segment) >= MIN_SPLIT_BYTES;
    }

    private static long remaining(Segment segment) {
        return segment.end() - segment.claimed();
    }
}
