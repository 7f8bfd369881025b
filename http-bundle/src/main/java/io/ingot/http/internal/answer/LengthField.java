// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.answer;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;

/** A number of bytes as a header writes it: digits, with no bound of their own (RFC 9110 §8.6). */
final class LengthField {
    /** An exabyte: numbers below it can be added without an overflow. */
    private static final int MOST_DIGITS = 18;

    private static final int SHOWN_DIGITS = 40;

    private LengthField() {}

    /**
     * The number.
     *
     * @param at who wrote it, for the message
     * @throws ImageException INSUFFICIENT_SPACE, lasting, if no disk holds that many bytes
     */
    static long of(String digits, ImageReference at) throws ImageException {
        String number = significant(digits);
        if (number.length() > MOST_DIGITS) {
            String shown = number.length() > SHOWN_DIGITS ? number.substring(0, SHOWN_DIGITS) + "…" : number;
            throw new ImageException(
                            ErrorCode.INSUFFICIENT_SPACE,
                            at + " declares " + shown + " bytes, more than any disk holds; check the server")
                    .nonRetryable();
        }
        return Long.parseLong(number);
    }

    /** Whether a long holds the number. */
    static boolean fits(String digits) {
        return significant(digits).length() <= MOST_DIGITS;
    }

    private static String significant(String digits) {
        int first = 0;
        while (first < digits.length() - 1 && digits.charAt(first) == '0') {
            first++;
        }
        return digits.substring(first);
    }
}
