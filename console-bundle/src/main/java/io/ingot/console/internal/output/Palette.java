// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

/** The colours of a terminal; plain text where it has none, or the user wants none. */
public enum Palette {
    /** Leaves text as it is. */
    PLAIN {
        @Override
        String paint(String text, String code) {
            return text;
        }
    },
    /** Colours text by the escape sequences of ANSI. */
    ANSI {
        @Override
        String paint(String text, String code) {
            return text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
        }
    };

    /** Colours, where the terminal can show them and nothing is set in the place of {@code NO_COLOR} (no-color.org). */
    public static Palette of(boolean able, @org.jspecify.annotations.Nullable Object noColor) {
        return able && (noColor == null || noColor.toString().isEmpty()) ? ANSI : PLAIN;
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
