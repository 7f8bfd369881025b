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
 * What is missing of an image, and who fetches which stretch of it. Nobody's stretch overlaps another's, and their borders
 * lie on the grid of units, but for where a worker broke off. Safe for concurrent use.
 */
public final class SegmentQueue {
    private static final long LEAST_REST = 2L * Units.BYTES;

    private final Ranges free = new Ranges(); // guarded by this
    private final Set<Segment> running = new LinkedHashSet<>(); // guarded by this

    /** Nobody fetches anything yet. */
    public SegmentQueue(List<Range> missing) {
        missing.forEach(range -> free.add(range.from(), range.to()));
    }

    /**
     * Takes the first stretch that nobody has, or a part of the largest one that somebody has.
     *
     * @param most bytes, rounded up to units; {@link Long#MAX_VALUE} for as many as there are
     * @return absent if there is nothing worth another worker
     */
    public synchronized Optional<Segment> take(long most) {
        if (free.isEmpty()) {
            split(most);
        }
        if (free.isEmpty()) {
            return Optional.empty();
        }
        Range first = free.all().get(0);
        long end = first.length() <= most ? first.to() : Math.min(first.to(), Units.ceiling(first.from() + most));
        free.remove(first.from(), end);
        Segment taken = new Segment(first.from(), end);
        running.add(taken);
        return Optional.of(taken);
    }

    /** The bytes that whoever has the stretch may read next, at the most so many; 0 at its end. */
    public synchronized int claim(Segment stretch, int most) {
        return stretch.claim(most);
    }

    /** Where a stretch ends now. */
    public synchronized long end(Segment stretch) {
        return stretch.end();
    }

    /** It is over: the bytes before this one are there. */
    public synchronized void giveBack(Segment stretch, long reached) {
        running.remove(stretch);
        if (reached < stretch.end()) {
            free.add(reached, stretch.end());
        }
    }

    /** The image ends where this stretch's bytes did. */
    public synchronized void over(Segment stretch) {
        running.remove(stretch);
    }

    /** Bytes are missing after all. */
    public synchronized void add(Range range) {
        free.add(range.from(), range.to());
    }

    /** Whether everything is there or being fetched. */
    public synchronized boolean done() {
        return free.isEmpty() && running.isEmpty();
    }

    private void split(long most) {
        Optional<Segment> largest =
                running.stream().filter(SegmentQueue::divisible).max(Comparator.comparingLong(SegmentQueue::rest));
        if (largest.isPresent()) {
            Segment stretch = largest.get();
            long keeps = Math.min(rest(stretch) / 2, most);
            long border = Units.ceiling(stretch.claimed() + keeps);
            if (border < stretch.end()) {
                free.add(border, stretch.end());
                stretch.endAt(border);
            }
        }
    }

    private static boolean divisible(Segment stretch) {
        return stretch.end() != Long.MAX_VALUE && rest(stretch) >= LEAST_REST;
    }

    private static long rest(Segment stretch) {
        return stretch.end() - stretch.claimed();
    }
}
