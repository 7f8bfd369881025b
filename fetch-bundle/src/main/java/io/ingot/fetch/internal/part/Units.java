// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.part;

/** The fixed grid of an image's bytes: one unit is what is known to be good, or fetched again, as a whole. */
public final class Units {
    /** The size of each but the last, which is as long as the image lets it be. */
    public static final int BYTES = 1024 * 1024;

    private Units() {}

    /** The unit that a byte lies in. */
    static long of(long offset) {
        return offset / BYTES;
    }

    /** The bytes of a unit. */
    static Range range(long unit, long size) {
        return new Range(unit * BYTES, Math.min(size, (unit + 1) * BYTES));
    }

    /** Where the unit begins that begins there or behind it. */
    public static long ceiling(long offset) {
        long beyond = offset % BYTES;
        return beyond == 0 ? offset : offset - beyond + BYTES;
    }
}
