// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import java.util.regex.Pattern;

/** A text of unknown origin as messages show it. */
final class ShownSegment {
    private static final int LONGEST = 64;
    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]");

    private ShownSegment() {}

    /** At most {@value #LONGEST} characters of it, all of them printable ASCII. */
    static String of(String text) {
        String start = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return UNPRINTABLE.matcher(start).replaceAll("?");
    }
}
