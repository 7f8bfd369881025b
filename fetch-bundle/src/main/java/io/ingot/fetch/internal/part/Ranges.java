// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.part;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A set of bytes of an image, as disjoint ranges. Not safe for concurrent use. */
public final class Ranges {
    private final TreeMap<Long, Long> ends = new TreeMap<>(); // by start; ranges neither overlap nor touch
    private long total;

    /** Adds bytes, some of which may be in the set. */
    public void add(long from, long to) {
        remove(from, to);
        long start = from;
        long end = to;
        Map.Entry<Long, Long> before = ends.lowerEntry(from);
        if (before != null && before.getValue() == from) {
            start = before.getKey();
        }
        Long after = ends.remove(to);
        if (after != null) {
            end = after;
        }
        ends.put(start, end);
        total += to - from;
    }

    /** Removes bytes, some of which may be missing. */
    public void remove(long from, long to) {
        Map.Entry<Long, Long> before = ends.lowerEntry(from);
        if (before != null && before.getValue() > from) {
            cut(before.getKey(), before.getValue(), from, to);
        }
        for (Map.Entry<Long, Long> next = ends.ceilingEntry(from);
                next != null && next.getKey() < to;
                next = ends.ceilingEntry(from)) {
            cut(next.getKey(), next.getValue(), from, to);
        }
    }

    private void cut(long start, long end, long from, long to) {
        ends.remove(start);
        if (start < from) {
            ends.put(start, from);
        }
        if (end > to) {
            ends.put(to, end);
        }
        total -= Math.min(end, to) - Math.max(start, from);
    }

    /** Removes all bytes. */
    public void clear() {
        ends.clear();
        total = 0;
    }

    /** Returns the number of bytes. */
    public long total() {
        return total;
    }

    /** Returns whether the set is empty. */
    public boolean isEmpty() {
        return ends.isEmpty();
    }

    /** Returns the end of the contiguous bytes from this position; the position itself if its byte is missing. */
    public long contiguousEnd(long position) {
        Map.Entry<Long, Long> previous = ends.floorEntry(position);
        return previous == null ? position : Math.max(position, previous.getValue());
    }

    /** Returns the ranges in order. */
    public List<Range> all() {
        List<Range> all = new ArrayList<>();
        ends.forEach((from, to) -> all.add(new Range(from, to)));
        return all;
    }

    /** Returns the missing ranges of an image of this size, in order. */
    public List<Range> missing(long size) {
        List<Range> missing = new ArrayList<>();
        long position = 0;
        for (Map.Entry<Long, Long> range : ends.entrySet()) {
            if (range.getKey() > position) {
                missing.add(new Range(position, Math.min(size, range.getKey())));
            }
            position = range.getValue();
            if (position >= size) {
                return missing;
            }
        }
        if (position < size) {
            missing.add(new Range(position, size));
        }
        return missing;
    }
}
