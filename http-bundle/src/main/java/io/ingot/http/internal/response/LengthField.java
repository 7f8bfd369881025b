// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.response;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;

/** Parses a number of bytes in a header, which may have any number of digits (RFC 9110 §8.6). */
final class LengthField {
    /** Numbers below an exabyte can be added without overflow. */
    private static final int MAX_DIGITS = 18;

    private static final int SHOWN_DIGITS = 40;

    private LengthField() {}

    /**
     * Returns the number.
     *
     * @param at the URL of the response, for the message
     * @throws ImageException INSUFFICIENT_SPACE, not retryable, if no disk holds that many bytes
     */
    static long of(String digits, ImageReference at) throws ImageException {
        String number = significant(digits);
        if (number.length() > MAX_DIGITS) {
            String shown = number.length() > SHOWN_DIGITS ? number.substring(0, SHOWN_DIGITS) + "…" : number;
            throw new ImageException(
                            ErrorCode.INSUFFICIENT_SPACE,
                            at + " declares " + shown + " bytes, more than any disk holds; check the server")
                    .nonRetryable();
        }
        return Long.parseLong(number);
    }

    /** Returns whether a long holds the number. */
    static boolean fits(String digits) {
        return significant(digits).length() <= MAX_DIGITS;
    }

    private static String significant(String digits) {
        int first = 0;
        while (first < digits.length() - 1 && digits.charAt(first) == '0') {
            first++;
        }
        return digits.substring(first);
    }
}
