// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.response;

import io.ingot.httpclient.HttpResponse;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;

/** The statuses that mean success: 200, and 203 from a transforming proxy. */
public final class ExpectedStatus {
    private static final int OK = 200;
    private static final int NON_AUTHORITATIVE = 203;
    private static final int FIRST_SUCCESS = 200;
    private static final int FIRST_REDIRECT = 300;

    private ExpectedStatus() {}

    /**
     * Returns whether the response has the whole image. A transforming proxy sends 203 instead of 200 (RFC 9110
     * §15.3.4).
     */
    public static boolean isWhole(HttpResponse response) {
        return response.status() == OK || isTransformed(response);
    }

    /**
     * Returns whether a proxy changed the origin's response, so that the origin's validators are not those of its
     * bytes.
     */
    public static boolean isTransformed(HttpResponse response) {
        return response.status() == NON_AUTHORITATIVE;
    }

    /**
     * Returns normally if the response has the whole image.
     *
     * @throws ImageException UNACCEPTABLE for another success, which has no image; else the failure that the status
     *     means
     */
    public static void require(HttpResponse response, String operation) throws ImageException {
        if (isWhole(response)) {
            return;
        }
        int status = response.status();
        if (status >= FIRST_SUCCESS && status < FIRST_REDIRECT) {
            throw new ImageException(
                    ErrorCode.UNACCEPTABLE,
                    operation + ": the server answered " + status + " instead of " + OK + ", which brings no image");
        }
        throw response.failure(operation);
    }
}
