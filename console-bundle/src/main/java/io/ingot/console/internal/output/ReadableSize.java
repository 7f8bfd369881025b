// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import java.util.Locale;

/** Formats numbers of bytes for people. */
public final class ReadableSize {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private ReadableSize() {}

    /** Returns the number in the largest binary unit that is not above it: {@code 1.5 GiB}. */
    public static String of(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        int unit = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        return String.format(Locale.ROOT, "%.1f %s", bytes / Math.pow(1024, unit), UNITS[unit - 1]);
    }
}
