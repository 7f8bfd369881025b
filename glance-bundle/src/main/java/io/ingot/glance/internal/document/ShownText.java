// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.document;

import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts of others, in messages: short, and without what would be no text on a terminal or in a log. */
public final class ShownText {
    private static final int MAX_LENGTH = 64;
    private static final int MAX_NAMES = 20;
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private ShownText() {}

    /** One text, of at most 64 characters. */
    public static String text(String text) {
        String start = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
        return INVISIBLE.matcher(start).replaceAll("?");
    }

    /** The first of them, each once, in the order of the alphabet. */
    public static String names(Collection<String> names) {
        String shown = names.stream()
                .map(ShownText::text)
                .distinct()
                .sorted()
                .limit(MAX_NAMES)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "nothing" : shown;
    }
}
