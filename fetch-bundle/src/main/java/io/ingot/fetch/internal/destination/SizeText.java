// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import java.util.Locale;

/** Numbers of bytes in messages. */
public final class SizeText {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final int UNIT_BITS = 10;
    private static final long LEAST = 1L << UNIT_BITS;

    private SizeText() {}

    /** {@code 1610612736 bytes (1.5 GiB)}: exactly, and in the largest binary unit of which there is one. */
    public static String of(long bytes) {
        if (bytes < LEAST) {
            return bytes + " bytes";
        }
        int unit = (Long.SIZE - 1 - Long.numberOfLeadingZeros(bytes)) / UNIT_BITS;
        double count = bytes / Math.pow(LEAST, unit);
        return String.format(Locale.ROOT, "%d bytes (%.1f %s)", bytes, count, UNITS[unit - 1]);
    }
}
