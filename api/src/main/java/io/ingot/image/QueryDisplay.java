// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Redacts a query: only the names of parameters are shown. A part that may be a token or a URL is hidden entirely. */
final class QueryDisplay {
    private static final String HIDDEN = "***";

    /** A version of S3. A value with other characters may be something else. */
    private static final Pattern VERSION = Pattern.compile("versionId=[A-Za-z0-9._~-]*+");

    /** The characters of a parameter name: it cannot contain a URL or userinfo. */
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
