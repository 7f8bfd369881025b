// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses the UUID of a Glance image, in every spelling that {@code oslo_utils.uuidutils.is_uuid_like} accepts. The
 * prefixes may be of any case, as schemes are (RFC 3986 §3.1).
 */
final class GlanceId {
    private static final int MAX_SPELLING = 128;
    private static final Pattern DIGITS =
            Pattern.compile("([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})");

    private GlanceId() {}

    /** Returns the UUID in its canonical 36 characters; absent if the text is not a UUID. */
    static Optional<String> parse(String text) {
        if (text.length() > MAX_SPELLING) {
            return Optional.empty();
        }
        String bare = text.toLowerCase(Locale.ROOT).replace("urn:", "").replace("uuid:", "");
        String digits = withoutBraces(bare).replace("-", "");
        Matcher groups = DIGITS.matcher(digits);
        return groups.matches() ? Optional.of(groups.replaceFirst("$1-$2-$3-$4-$5")) : Optional.empty();
    }

    private static String withoutBraces(String text) {
        int begin = 0;
        int end = text.length();
        while (begin < end && isBrace(text.charAt(begin))) {
            begin++;
        }
        while (begin < end && isBrace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(begin, end);
    }

    private static boolean isBrace(char character) {
        return character == '{' || character == '}';
    }
}
