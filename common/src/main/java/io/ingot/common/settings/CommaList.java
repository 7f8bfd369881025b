// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.settings;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Parses lists of a configuration: elements are separated by commas, and {@code \,} is a comma within an element. */
public final class CommaList {
    private static final Pattern SEPARATOR = Pattern.compile("(?<!\\\\),");

    private CommaList() {}

    /**
     * Splits values of Configuration Admin. A value of a {@code .cfg} file arrives as an array of one element.
     *
     * @return the elements without surrounding white space and without empty ones
     */
    public static List<String> of(String... values) {
        return Arrays.stream(values)
                .flatMap(SEPARATOR::splitAsStream)
                .map(element -> unescape(element).strip())
                .filter(element -> !element.isEmpty())
                .toList();
    }

    /**
     * Splits a text into elements for Configuration Admin, which stay escaped for {@link #of}.
     *
     * @return the elements without surrounding white space, including empty ones; none for a blank text
     */
    public static List<String> escaped(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(SEPARATOR.split(text, -1)).map(String::strip).toList();
    }

    /** Returns an element without escapes. */
    public static String unescape(String element) {
        return element.replace("\\,", ",");
    }
}
