// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

/** The colours of a terminal; plain text if the terminal has none or the user wants none. */
public enum Palette {
    /** Leaves text unchanged. */
    PLAIN {
        @Override
        String paint(String text, String code) {
            return text;
        }
    },
    /** Colours text with ANSI escape sequences. */
    ANSI {
        @Override
        String paint(String text, String code) {
            return text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
        }
    };

    /**
     * Returns {@link #ANSI} if the terminal supports it and {@code NO_COLOR} (no-color.org) is not set, else {@link
     * #PLAIN}.
     */
    public static Palette of(boolean hasColours, @org.jspecify.annotations.Nullable Object noColor) {
        return hasColours && (noColor == null || noColor.toString().isEmpty()) ? ANSI : PLAIN;
    }

    abstract String paint(String text, String code);

    String failure(String text) {
        return paint(text, "31");
    }

    String warning(String text) {
        return paint(text, "33");
    }

    String done(String text) {
        return paint(text, "32");
    }
}
