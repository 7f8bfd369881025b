// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

/**
 * A text with its percent-encoded octets read, once or more often: what a reader of a URL may take for a delimiter. A
 * backslash is read as a slash.
 */
final class DecodedText {
    private final char[] meanings;
    private final int[] starts;
    private final int length;

    DecodedText(CharSequence text) {
        meanings = new char[text.length()];
        starts = new int[text.length() + 1];
        int read = 0;
        int next = 0;
        while (next < text.length()) {
            starts[read] = next;
            int digits = text.charAt(next) == '%' ? digits(text, next + 1) : -1;
            char meaning = digits < 0 ? text.charAt(next) : (char) octet(text, digits);
            meanings[read++] = meaning == '\\' ? '/' : meaning;
            next = digits < 0 ? next + 1 : digits + 2;
        }
        starts[read] = next;
        length = read;
    }

    /** How many characters were read. */
    int length() {
        return length;
    }

    /** What a character means. */
    char at(int index) {
        return meanings[index];
    }

    /** Where in the text a character begins; the end of the text for the one behind the last. */
    int start(int index) {
        return starts[index];
    }

    /** The last of a character, or -1. */
    int last(char wanted) {
        return last(wanted, 0, starts[length]);
    }

    /** The last of a character from an index on that begins before an end in the text, or -1. */
    int last(char wanted, int from, int end) {
        for (int index = length - 1; index >= from; index--) {
            if (meanings[index] == wanted && starts[index] < end) {
                return index;
            }
        }
        return -1;
    }

    /** The first of some characters from an index on, or -1. */
    int first(String wanted, int from) {
        for (int index = from; index < length; index++) {
            if (wanted.indexOf(meanings[index]) >= 0) {
                return index;
            }
        }
        return -1;
    }

    /** Where the two digits stand that a percent sign is for; -1 if there are none. */
    private static int digits(CharSequence text, int from) {
        int at = from;
        while (octet(text, at) == '%') {
            at += 2;
        }
        return octet(text, at) < 0 ? -1 : at;
    }

    /** The octet of two hexadecimal digits, or -1. */
    private static int octet(CharSequence text, int at) {
        if (at + 2 > text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
