// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.response;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses {@code Cache-Control} (RFC 9111 §5.2): names in any case, values that may be quoted. */
public final class CacheControl {
    private static final Pattern DIRECTIVE = Pattern.compile(
            "(?<name>[^\\s,=\"]+)(?:\\s*=\\s*(?:\"(?:[^\"\\\\]|\\\\.)*+\"?|[^,\"]*))?+|\"(?:[^\"\\\\]|\\\\.)*+\"?");

    private CacheControl() {}

    /** Returns whether the response must not be stored. */
    public static boolean hasNoStore(List<String> values) {
        for (String value : values) {
            Matcher directives = DIRECTIVE.matcher(value);
            while (directives.find()) {
                String name = directives.group("name");
                if (name != null && name.toLowerCase(Locale.ROOT).equals("no-store")) {
                    return true;
                }
            }
        }
        return false;
    }
}
