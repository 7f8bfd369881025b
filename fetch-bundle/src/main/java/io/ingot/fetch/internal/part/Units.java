// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.part;

/** The division of an image into units of fixed size: each is verified, or fetched again, as a whole. */
public final class Units {
    /** The size of a unit in bytes; the last unit of an image may be shorter. */
    public static final int BYTES = 1024 * 1024;

    private Units() {}

    /** Returns the unit of a byte. */
    static long of(long offset) {
        return offset / BYTES;
    }

    /** Returns the range of a unit in an image of this size. */
    static Range range(long unit, long size) {
        return new Range(unit * BYTES, Math.min(size, (unit + 1) * BYTES));
    }

    /** Returns the start of the first unit that starts at or after an offset. */
    public static long ceiling(long offset) {
        long beyond = offset % BYTES;
        return beyond == 0 ? offset : offset - beyond + BYTES;
    }
}
