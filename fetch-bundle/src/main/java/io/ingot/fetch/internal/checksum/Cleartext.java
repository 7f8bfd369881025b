// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The cleartext signature framework of OpenPGP (RFC 9580 §7), of which nothing is verified here: it is taken off. */
final class Cleartext {
    private static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
    private static final String DASH_ESCAPE = "- ";

    private Cleartext() {}

    /** The lines of the first message, without its dash-escapes, the others empty; all of them if there is no message. */
    static List<String> of(List<String> lines) {
        int begin = index(lines, BEGIN);
        if (begin < 0) {
            return lines;
        }
        List<String> message = new ArrayList<>(Collections.nCopies(lines.size(), ""));
        int index = begin + 1;
        while (index < lines.size() && !lines.get(index).isBlank()) {
            index++; // the armor headers
        }
        while (index < lines.size() && !lines.get(index).stripTrailing().equals(SIGNATURE)) {
            message.set(index, unescaped(lines.get(index)));
            index++;
        }
        return message;
    }

    private static int index(List<String> lines, String wanted) {
        for (int index = 0; index < lines.size(); index++) {
            if (lines.get(index).stripTrailing().equals(wanted)) {
                return index;
            }
        }
        return -1;
    }

    private static String unescaped(String line) {
        return line.startsWith(DASH_ESCAPE) ? line.substring(DASH_ESCAPE.length()) : line;
    }
}
