// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What may be shown of a query: the names. A part without a value may be a token, padded or not, and is hidden whole. */
final class QueryDisplay {
    private static final String HIDDEN = "***";
    private static final String VERSION_ID = "versionId=";

    private QueryDisplay() {}

    static String of(String query) {
        return Arrays.stream(query.split("&", -1)).map(QueryDisplay::part).collect(Collectors.joining("&"));
    }

    private static String part(String part) {
        if (part.isEmpty() || part.startsWith(VERSION_ID)) {
            return part;
        }
        int equals = part.indexOf('=');
        boolean valueless = equals < 0 || part.substring(equals).chars().allMatch(letter -> letter == '=');
        return valueless ? HIDDEN : part.substring(0, equals + 1) + HIDDEN;
    }
}
