// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import java.util.Locale;

/** Formats numbers of bytes for messages. */
public final class SizeText {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final int UNIT_BITS = 10;
    private static final long KIBIBYTE = 1L << UNIT_BITS;

    private SizeText() {}

    /**
     * Formats a number of bytes exactly and in the largest suitable binary unit: {@code 1610612736 bytes (1.5 GiB)}.
     */
    public static String of(long bytes) {
        if (bytes < KIBIBYTE) {
            return bytes + " bytes";
        }
        int unit = (Long.SIZE - 1 - Long.numberOfLeadingZeros(bytes)) / UNIT_BITS;
        double count = bytes / Math.pow(KIBIBYTE, unit);
        return String.format(Locale.ROOT, "%d bytes (%.1f %s)", bytes, count, UNITS[unit - 1]);
    }
}
