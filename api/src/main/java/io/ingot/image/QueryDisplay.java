// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What may be shown of a query: the names. A part that may be a token or a URL instead is hidden whole. */
final class QueryDisplay {
    private static final String HIDDEN = "***";

    /** A version that S3 gives; one that holds more is perhaps something else. */
    private static final Pattern VERSION = Pattern.compile("versionId=[A-Za-z0-9._~-]*+");

    /** What is hardly anything but the name of a parameter: it cannot hold a URL or userinfo. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~\\[\\]$-]*+");

    private QueryDisplay() {}

    static String of(String query) {
        return Arrays.stream(query.split("&", -1)).map(QueryDisplay::part).collect(Collectors.joining("&"));
    }

    private static String part(String part) {
        if (part.isEmpty() || VERSION.matcher(part).matches()) {
            return part;
        }
        int equals = part.indexOf('=');
        boolean valueless = equals < 0 || part.substring(equals).chars().allMatch(letter -> letter == '=');
        boolean named = !valueless && NAME.matcher(part.substring(0, equals)).matches();
        return named ? part.substring(0, equals + 1) + HIDDEN : HIDDEN;
    }
}
