// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.launch;

import java.util.Locale;

/** The little JSON that the launcher itself writes. */
public final class LauncherJson {
    private LauncherJson() {}

    /** A JSON string literal, with everything but printable ASCII escaped. */
    public static String text(String text) {
        StringBuilder literal = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                literal.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                literal.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                literal.append(c);
            }
        }
        return literal.append('"').toString();
    }
}
