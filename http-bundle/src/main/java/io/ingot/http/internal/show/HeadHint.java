// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.show;

import io.ingot.http.internal.answer.ContentLength;
import io.ingot.http.internal.answer.ExpectedStatus;
import io.ingot.http.internal.answer.MediaType;
import io.ingot.httpclient.HttpResponse;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Set;

/**
 * What an answer to HEAD is worth. It suffices if it says that an image is there. Anything else is a hint: GET decides,
 * unless the answer is about the client or the moment, so that GET would have the same one.
 */
final class HeadHint {
    private static final Set<Integer> REFUSED = Set.of(405, 501);
    /** The proxy's password, too many requests, a network that wants a log-in. */
    private static final Set<Integer> SAME_FOR_GET = Set.of(407, 429, 511);

    private static final int OVERLOADED = 503;

    private HeadHint() {}

    /** Whether GET decides. */
    static boolean needsGet(HttpResponse answer) {
        if (ExpectedStatus.isWhole(answer)) {
            boolean page = MediaType.of(answer).filter(MediaType::isPage).isPresent();
            return page || !mayHaveBytes(answer);
        }
        boolean asksToWait =
                answer.status() == OVERLOADED && answer.retryAfter().isPresent();
        return !asksToWait && !SAME_FOR_GET.contains(answer.status());
    }

    /** A length that cannot be read says as little as one of 0. */
    private static boolean mayHaveBytes(HttpResponse answer) {
        try {
            return ContentLength.of(answer).orElse(1) > 0;
        } catch (ImageException e) { // GET says what the length is, or fails with this error
            return false;
        }
    }

    /** Whether the server does not know HEAD at all. */
    static boolean refusesHead(HttpResponse answer) {
        return REFUSED.contains(answer.status());
    }

    /** Whether HEAD failed for want of an answer, rather than for want of a connection. */
    static boolean isSilence(ImageException e) {
        Throwable cause = e.getCause();
        boolean notConnected = cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException;
        return e.code() == ErrorCode.TRANSFER_FAILED && !notConnected;
    }
}
