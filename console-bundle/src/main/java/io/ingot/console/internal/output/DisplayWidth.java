// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

/** The number of columns that a text takes on a terminal: two for a wide character, none for a combining one. */
final class DisplayWidth {
    private static final String GAP = "...";
    private static final int[][] WIDE = {
        {0x1100, 0x115f},
        {0x231a, 0x231b},
        {0x2329, 0x232a},
        {0x23e9, 0x23f3},
        {0x25fd, 0x25fe},
        {0x2614, 0x2615},
        {0x2648, 0x2653},
        {0x26aa, 0x26ab},
        {0x26bd, 0x26be},
        {0x26c4, 0x26c5},
        {0x2705, 0x2705},
        {0x270a, 0x270b},
        {0x274c, 0x274e},
        {0x2753, 0x2757},
        {0x2795, 0x2797},
        {0x2b1b, 0x2b1c},
        {0x2b50, 0x2b55},
        {0x2e80, 0x303e},
        {0x3041, 0xa4cf},
        {0xa960, 0xa97c},
        {0xac00, 0xd7a3},
        {0xf900, 0xfaff},
        {0xfe10, 0xfe19},
        {0xfe30, 0xfe6f},
        {0xff00, 0xff60},
        {0xffe0, 0xffe6},
        {0x16fe0, 0x18cff},
        {0x1aff0, 0x1b2ff},
        {0x1f000, 0x1faff},
        {0x20000, 0x3fffd},
    };

    private DisplayWidth() {}

    static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }

    private static int of(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT, Character.CONTROL -> 0;
            default -> isWide(character) ? 2 : 1;
        };
    }

    private static boolean isWide(int character) {
        for (int[] range : WIDE) {
            if (character <= range[1]) {
                return character >= range[0];
            }
        }
        return false;
    }

    /** Returns the text in at most so many columns, with three dots in place of its middle if it is longer. */
    static String shortened(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        if (columns <= GAP.length()) {
            return GAP.substring(0, Math.max(0, columns));
        }
        int remaining = columns - GAP.length();
        String head = head(text, (remaining + 1) / 2);
        String tail = tail(text, remaining - of(head));
        return head + GAP + tail;
    }

    private static String head(String text, int columns) {
        int end = 0;
        int width = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            width += of(character);
            if (width > columns) {
                break;
            }
            end += Character.charCount(character);
        }
        return text.substring(0, end);
    }

    private static String tail(String text, int columns) {
        int begin = text.length();
        int width = 0;
        while (begin > 0) {
            int character = text.codePointBefore(begin);
            width += of(character);
            if (width > columns) {
                break;
            }
            begin -= Character.charCount(character);
        }
        return text.substring(begin);
    }
}
