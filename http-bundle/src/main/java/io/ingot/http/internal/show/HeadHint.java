// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.show;

import io.ingot.http.internal.response.ContentLength;
import io.ingot.http.internal.response.ExpectedStatus;
import io.ingot.http.internal.response.MediaType;
import io.ingot.httpclient.HttpResponse;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Set;

/**
 * Interprets the response to a HEAD. It suffices if it says that the image exists. Anything else is a hint, and GET
 * decides, unless the response is about the client or the moment, so that GET would get the same one.
 */
final class HeadHint {
    private static final Set<Integer> REFUSED = Set.of(405, 501);
    /** Proxy authentication, too many requests, and networks that require a login. */
    private static final Set<Integer> SAME_FOR_GET = Set.of(407, 429, 511);

    private static final int OVERLOADED = 503;

    private HeadHint() {}

    /** Returns whether GET decides. */
    static boolean needsGet(HttpResponse response) {
        if (ExpectedStatus.isWhole(response)) {
            boolean page = MediaType.of(response).filter(MediaType::isPage).isPresent();
            return page || !mayHaveBytes(response);
        }
        boolean asksToWait =
                response.status() == OVERLOADED && response.retryAfter().isPresent();
        return !asksToWait && !SAME_FOR_GET.contains(response.status());
    }

    /** Returns whether the response may have bytes. A malformed length says as little as 0. */
    private static boolean mayHaveBytes(HttpResponse response) {
        try {
            return ContentLength.of(response).orElse(1) > 0;
        } catch (ImageException e) { // GET finds the length, or fails with this error
            return false;
        }
    }

    /** Returns whether the server does not support HEAD. */
    static boolean refusesHead(HttpResponse response) {
        return REFUSED.contains(response.status());
    }

    /** Returns whether HEAD failed because no response came, rather than because the connection failed. */
    static boolean isSilence(ImageException e) {
        Throwable cause = e.getCause();
        boolean notConnected = cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException;
        return e.code() == ErrorCode.TRANSFER_FAILED && !notConnected;
    }
}
