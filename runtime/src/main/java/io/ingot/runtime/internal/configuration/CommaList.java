// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** A list in one text: elements by commas, {@code \,} for a comma that belongs to one. */
final class CommaList {
    private static final Pattern COMMA = Pattern.compile("(?<!\\\\),");

    private CommaList() {}

    /** The elements, without the blanks around them, escaped as they were: components unescape them. */
    static List<String> split(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(COMMA.split(text, -1)).map(String::strip).toList();
    }

    /** One element as it is meant. */
    static String unescape(String element) {
        return element.replace("\\,", ",");
    }
}
