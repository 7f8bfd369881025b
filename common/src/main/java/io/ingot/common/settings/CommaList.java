// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.settings;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** A list in a configuration: elements separated by commas, {@code \,} for a comma that belongs to an element. */
public final class CommaList {
    private static final Pattern SEPARATOR = Pattern.compile("(?<!\\\\),");

    private CommaList() {}

    /**
     * Splits what Configuration Admin delivers: a text of a {@code .cfg} file arrives as an array of one element.
     *
     * @return the elements without the white space around them; empty ones are left out
     */
    public static List<String> of(String... values) {
        return Arrays.stream(values)
                .flatMap(SEPARATOR::splitAsStream)
                .map(element -> unescape(element).strip())
                .filter(element -> !element.isEmpty())
                .toList();
    }

    /**
     * Splits a text into elements for Configuration Admin, which {@link #of} reads: they stay escaped.
     *
     * @return the elements without the white space around them, empty ones included; none for a blank text
     */
    public static List<String> escaped(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(SEPARATOR.split(text, -1)).map(String::strip).toList();
    }

    /** One element as it is meant. */
    public static String unescape(String element) {
        return element.replace("\\,", ",");
    }
}
