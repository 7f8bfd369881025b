// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.text;

import java.util.List;
import java.util.Optional;

/**
 * Parses the lines of a cleartext-signed OpenPGP message (RFC 9580 §7): {@link #BEGIN}, headers, an empty line, the
 * dash-escaped text, {@link #SIGNATURE}, the armored signature, {@link #END}. Trailing white space is not part of a
 * line.
 */
public final class CleartextFormat {
    /** The first line. */
    public static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
    /** The line after the text. */
    public static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
    /** The last line. */
    public static final String END = "-----END PGP SIGNATURE-----";

    private static final char DASH = '-';
    private static final String DASH_ESCAPE = "- ";

    private CleartextFormat() {}

    /** Returns the index of the first marker line, at least {@code from}; -1 if there is none. */
    public static int indexOf(List<String> lines, int from, String marker) {
        for (int index = from; index < lines.size(); index++) {
            if (trimmed(lines.get(index)).equals(marker)) {
                return index;
            }
        }
        return -1;
    }

    /** Returns the index of the first line of the text, after the headers and the empty line. */
    public static int textStart(List<String> lines, int begin) {
        int index = begin + 1;
        while (index < lines.size() && !trimmed(lines.get(index)).isEmpty()) {
            index++;
        }
        return Math.min(index + 1, lines.size());
    }

    /** Removes the dash-escape of a line (RFC 9580 §7.2); absent if the line begins with a dash that is not escaped. */
    public static Optional<String> unescaped(String line) {
        if (line.startsWith(DASH_ESCAPE)) {
            return Optional.of(line.substring(DASH_ESCAPE.length()));
        }
        boolean bare = !line.isEmpty() && line.charAt(0) == DASH;
        if (!bare) {
            return Optional.of(line);
        }
        return trimmed(line).length() == 1 ? Optional.of("") : Optional.empty();
    }

    /** Returns a line without trailing spaces and tabs. */
    public static String trimmed(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
            end--;
        }
        return line.substring(0, end);
    }
}
