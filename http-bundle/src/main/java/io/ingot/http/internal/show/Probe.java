// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.show;

import io.ingot.http.internal.answer.ContentLength;
import io.ingot.http.internal.answer.ContentRange;
import io.ingot.http.internal.answer.Success;
import io.ingot.httpclient.HttpAnswer;
import io.ingot.httpclient.HttpAsk;
import io.ingot.httpclient.HttpExchanges;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Asks what is there: by HEAD, by a GET of one byte where HEAD is refused, or by the header of a plain GET where ranges
 * are refused, too. Safe for concurrent use.
 *
 * <p>Servers refuse HEAD with 405 and 501, and signed URLs, which were signed for GET, with 403. Ranges are refused with
 * 400 by Glance with a Swift store, and with a 416 that tells no size by others. What the last GET says is what counts.
 */
public final class Probe {
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_MODIFIED = 304;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNSATISFIABLE = 416;
    private static final int NOT_IMPLEMENTED = 501;

    private final HttpExchanges http;
    private final RefusedHeads refused = new RefusedHeads();

    public Probe(HttpExchanges http) {
        this.http = http;
    }

    /**
     * The facts of an image. A 304 to a condition is one answer; one that confirms nothing has the facts asked for again,
     * without a condition.
     *
     * @param get the request that would bring the whole image
     * @param condition what of the image is known
     */
    public ImageInfo ask(HttpAsk get, Optional<Condition> condition, Call call) throws ImageException {
        if (condition.isPresent()) {
            HttpAsk conditional = condition.get().on(get);
            Optional<ImageInfo> facts =
                    answer(conditional, answer -> condition.get().confirmed(answer), call);
            if (facts.isPresent()) {
                return facts.get();
            }
        }
        return answer(get, answer -> Optional.of(whole(get.target(), answer)), call)
                .orElseThrow(() -> new IllegalStateException("an answer is facts or a failure"));
    }

    /** What a 304 says. */
    @FunctionalInterface
    private interface NotModified {
        Optional<ImageInfo> facts(HttpAnswer answer) throws ImageException;
    }

    /** The facts; empty if the answer is a 304 that says nothing. */
    private Optional<ImageInfo> answer(HttpAsk get, NotModified notModified, Call call) throws ImageException {
        if (!refused.contains(get.target())) {
            try (HttpAnswer answer = http.send(head(get), call)) {
                switch (answer.status()) {
                    case NOT_MODIFIED -> {
                        return notModified.facts(answer);
                    }
                    case FORBIDDEN -> {}
                    case METHOD_NOT_ALLOWED, NOT_IMPLEMENTED -> refused.add(answer.at());
                    default -> {
                        return Optional.of(whole(get.target(), answer));
                    }
                }
            }
        }
        return byOneByte(get, notModified, call);
    }

    private Optional<ImageInfo> byOneByte(HttpAsk get, NotModified notModified, Call call) throws ImageException {
        try (HttpAnswer answer = http.send(get.header("Range", "bytes=0-0"), call)) {
            if (answer.status() == NOT_MODIFIED) {
                return notModified.facts(answer);
            }
            if (!refusesRanges(answer)) {
                return Optional.of(first(get.target(), answer));
            }
        }
        // Closed unread, which ends the transmission.
        try (HttpAnswer answer = http.send(get, call)) {
            return answer.status() == NOT_MODIFIED
                    ? notModified.facts(answer)
                    : Optional.of(whole(get.target(), answer));
        }
    }

    private static boolean refusesRanges(HttpAnswer answer) {
        return switch (answer.status()) {
            case BAD_REQUEST -> true;
            case UNSATISFIABLE -> ContentRange.unsatisfied(answer).isEmpty();
            default -> false;
        };
    }

    private static ImageInfo first(ImageReference asked, HttpAnswer answer) throws ImageException {
        return switch (answer.status()) {
            case PARTIAL -> Facts.of(asked, answer, ContentRange.of(answer).total());
            case UNSATISFIABLE -> Facts.of(asked, answer, OptionalLong.of(sizeOfNothing(answer)));
            case FORBIDDEN -> {
                if (!asked.path().endsWith("/")) {
                    throw answer.failure("asking for " + asked);
                }
                yield Facts.ofForbiddenFolder(asked, answer);
            }
            default -> whole(asked, answer);
        };
    }

    private static ImageInfo whole(ImageReference asked, HttpAnswer answer) throws ImageException {
        Success.require(answer, OK, "asking for " + asked);
        return Facts.of(asked, answer, ContentLength.of(answer));
    }

    /** No first byte: the image is empty, if the server says so. */
    private static long sizeOfNothing(HttpAnswer answer) throws ImageException {
        long size = ContentRange.unsatisfied(answer).orElseThrow();
        if (size == 0) {
            return 0;
        }
        throw new ImageException(
                        ErrorCode.TRANSFER_FAILED,
                        "asking for " + answer.at() + ": the server has no first byte, and yet " + size + " bytes")
                .lasting();
    }

    private static HttpAsk head(HttpAsk get) {
        HttpAsk head = HttpAsk.head(get.target()).as(get.credentials());
        for (var header : get.headers().entrySet()) {
            head = head.header(header.getKey(), header.getValue());
        }
        return head;
    }
}
