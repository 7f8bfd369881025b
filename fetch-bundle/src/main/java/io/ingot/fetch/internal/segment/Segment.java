// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.segment;

/**
 * A range of bytes that one worker fetches in order; its end may be moved forward meanwhile. Guarded by its {@link
 * SegmentQueue}.
 */
public final class Segment {
    private final long from;
    private long claimed;
    private long end;

    Segment(long from, long end) {
        this.from = from;
        this.claimed = from;
        this.end = end;
    }

    /** Returns the position of the first byte. */
    public long from() {
        return from;
    }

    long claimed() {
        return claimed;
    }

    long end() {
        return end;
    }

    void truncate(long offset) {
        end = offset;
    }

    int claim(int maxBytes) {
        int count = (int) Math.min(maxBytes, end - claimed);
        claimed += count;
        return count;
    }
}
