// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.config;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** A list in a configuration: elements between commas, {@code \,} for a comma. */
public final class CommaList {
    private static final Pattern SEPARATOR = Pattern.compile("(?<!\\\\),");

    private CommaList() {}

    /**
     * Splits what Configuration Admin hands over: a text of a {@code .cfg} file arrives as an array of one element.
     *
     * @return the elements without the white space around them; empty ones are left out
     */
    public static List<String> split(String[] values) {
        return Arrays.stream(values)
                .flatMap(SEPARATOR::splitAsStream)
                .map(element -> element.replace("\\,", ",").strip())
                .filter(element -> !element.isEmpty())
                .toList();
    }
}
