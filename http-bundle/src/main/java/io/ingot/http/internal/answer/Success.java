// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.answer;

import io.ingot.httpclient.HttpAnswer;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;

/** Which status is success: the expected one and no other. */
public final class Success {
    private static final int FIRST_SUCCESS = 200;
    private static final int FIRST_REDIRECT = 300;

    private Success() {}

    /**
     * Returns if the status is the expected one.
     *
     * @throws ImageException UNACCEPTABLE for another success, which brings no image; else what the status means
     */
    public static void require(HttpAnswer answer, int expected, String doing) throws ImageException {
        int status = answer.status();
        if (status == expected) {
            return;
        }
        if (status >= FIRST_SUCCESS && status < FIRST_REDIRECT) {
            throw new ImageException(
                    ErrorCode.UNACCEPTABLE,
                    doing + ": the server answered " + status + " instead of " + expected + ", so there is no image");
        }
        throw answer.failure(doing);
    }
}
