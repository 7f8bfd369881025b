// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

/**
 * A text whose percent-encoded octets are decoded, repeatedly if they are encoded repeatedly, to find every character
 * that a parser may take for a delimiter. A backslash is decoded as a slash.
 */
final class DecodedText {
    private final char[] decoded;
    private final int[] starts;
    private final int length;

    DecodedText(CharSequence text) {
        decoded = new char[text.length()];
        starts = new int[text.length() + 1];
        int read = 0;
        int next = 0;
        while (next < text.length()) {
            starts[read] = next;
            int digits = text.charAt(next) == '%' ? digits(text, next + 1) : -1;
            char character = digits < 0 ? text.charAt(next) : (char) octet(text, digits);
            decoded[read++] = character == '\\' ? '/' : character;
            next = digits < 0 ? next + 1 : digits + 2;
        }
        starts[read] = next;
        length = read;
    }

    /** Returns the number of decoded characters. */
    int length() {
        return length;
    }

    /** Returns a decoded character. */
    char at(int index) {
        return decoded[index];
    }

    /** Returns where in the text a decoded character begins; the end of the text for the index after the last. */
    int start(int index) {
        return starts[index];
    }

    /** Returns the last index of a character, or -1. */
    int last(char sought) {
        return last(sought, 0, starts[length]);
    }

    /**
     * Returns the last index of a character, at least {@code from}, that begins before {@code end} in the text, or -1.
     */
    int last(char sought, int from, int end) {
        for (int index = length - 1; index >= from; index--) {
            if (decoded[index] == sought && starts[index] < end) {
                return index;
            }
        }
        return -1;
    }

    /** Returns the first index, at least {@code from}, of any of some characters, or -1. */
    int first(String sought, int from) {
        for (int index = from; index < length; index++) {
            if (sought.indexOf(decoded[index]) >= 0) {
                return index;
            }
        }
        return -1;
    }

    /** Returns the index of the two digits after a percent sign, which may itself be encoded; -1 if there are none. */
    private static int digits(CharSequence text, int from) {
        int at = from;
        while (octet(text, at) == '%') {
            at += 2;
        }
        return octet(text, at) < 0 ? -1 : at;
    }

    /** Returns the octet of two hexadecimal digits, or -1. */
    private static int octet(CharSequence text, int at) {
        if (at + 2 > text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
