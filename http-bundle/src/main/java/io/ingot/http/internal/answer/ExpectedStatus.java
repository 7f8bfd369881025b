// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.answer;

import io.ingot.httpclient.HttpResponse;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;

/** Which status is success: the expected one and no other, but for a proxy that says it changed what came. */
public final class ExpectedStatus {
    private static final int OK = 200;
    private static final int NON_AUTHORITATIVE = 203;
    private static final int FIRST_SUCCESS = 200;
    private static final int FIRST_REDIRECT = 300;

    private ExpectedStatus() {}

    /** Whether the answer holds the image. A transforming proxy says 203 instead of 200 (RFC 9110 §15.3.4). */
    public static boolean isWhole(HttpResponse answer) {
        return answer.status() == OK || transformed(answer);
    }

    /** Whether a proxy says that it changed what the origin sent: the origin's validators are not those of these bytes. */
    public static boolean transformed(HttpResponse answer) {
        return answer.status() == NON_AUTHORITATIVE;
    }

    /**
     * Returns if the answer holds the image.
     *
     * @throws ImageException UNACCEPTABLE for another success, which brings no image; else what the status means
     */
    public static void require(HttpResponse answer, String doing) throws ImageException {
        if (isWhole(answer)) {
            return;
        }
        int status = answer.status();
        if (status >= FIRST_SUCCESS && status < FIRST_REDIRECT) {
            throw new ImageException(
                    ErrorCode.UNACCEPTABLE,
                    doing + ": the server answered " + status + " instead of " + OK + ", so there is no image");
        }
        throw answer.failure(doing);
    }
}
