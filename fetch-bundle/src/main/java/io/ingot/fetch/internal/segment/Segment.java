// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.segment;

/** Bytes that one worker fetches, in order; its end may come nearer while it does. Guarded by its {@link SegmentQueue}. */
public final class Segment {
    private final long from;
    private long claimed;
    private long end;

    Segment(long from, long end) {
        this.from = from;
        this.claimed = from;
        this.end = end;
    }

    /** The first byte. */
    public long from() {
        return from;
    }

    long claimed() {
        return claimed;
    }

    long end() {
        return end;
    }

    void endAt(long offset) {
        end = offset;
    }

    int claim(int most) {
        int count = (int) Math.min(most, end - claimed);
        claimed += count;
        return count;
    }
}
