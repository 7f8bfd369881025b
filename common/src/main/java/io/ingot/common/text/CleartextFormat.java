// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.text;

import java.util.List;
import java.util.Optional;

/**
 * The lines of a cleartext-signed OpenPGP message (RFC 9580 §7): {@link #BEGIN}, headers, an empty line, the text with its
 * dashes escaped, {@link #SIGNATURE}, the armored signature, {@link #END}. White space at the end of a line is not part of it.
 */
public final class CleartextFormat {
    /** The first line. */
    public static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
    /** The line behind the text. */
    public static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
    /** The last line. */
    public static final String END = "-----END PGP SIGNATURE-----";

    private static final char DASH = '-';
    private static final String DASH_ESCAPE = "- ";

    private CleartextFormat() {}

    /** The index of the next line that is a marker, from an index on; -1 if there is none. */
    public static int indexOf(List<String> lines, int from, String marker) {
        for (int index = from; index < lines.size(); index++) {
            if (trimmed(lines.get(index)).equals(marker)) {
                return index;
            }
        }
        return -1;
    }

    /** The index of the first line of the text, behind the headers and the empty line. */
    public static int textStart(List<String> lines, int begin) {
        int index = begin + 1;
        while (index < lines.size() && !trimmed(lines.get(index)).isEmpty()) {
            index++;
        }
        return Math.min(index + 1, lines.size());
    }

    /** A line of the text as it was before the dashes were escaped; absent if it begins with a dash that is not escaped. */
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

    /** A line without the spaces and tabs at its end. */
    public static String trimmed(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
            end--;
        }
        return line.substring(0, end);
    }
}
