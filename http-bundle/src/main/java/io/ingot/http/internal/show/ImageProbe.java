// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.show;

import io.ingot.http.internal.answer.ContentLength;
import io.ingot.http.internal.answer.ContentRange;
import io.ingot.http.internal.answer.ExpectedStatus;
import io.ingot.http.internal.answer.MirrorSearch;
import io.ingot.httpclient.HttpClient;
import io.ingot.httpclient.HttpRequest;
import io.ingot.httpclient.HttpResponse;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Asks what is there: by HEAD, whose answer is a hint; by a GET of one byte where HEAD does not say that an image is there;
 * or by the header of a plain GET where ranges are refused, too. Safe for concurrent use.
 *
 * <p>Servers refuse HEAD with 405 and 501, and signed URLs, which were signed for GET, with 403; some answer it with any
 * error, an empty page, or not at all, although GET brings the file. Ranges are refused with 400 by Glance with a Swift
 * store, and with a 416 that tells no size by others. What the last GET says is what counts.
 */
public final class ImageProbe {
    private static final Duration HEAD_PATIENCE = Duration.ofSeconds(3);
    private static final int PARTIAL = 206;
    private static final int NOT_MODIFIED = 304;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int UNSATISFIABLE = 416;
    private static final int MOST_READ = 64;

    private final HttpClient http;
    private final RefusedHeads refused;
    private final Duration headPatience;

    public ImageProbe(HttpClient http) {
        this(http, InstantSource.system(), HEAD_PATIENCE);
    }

    /** @param headPatience how long HEAD may take at the most; GET decides then */
    ImageProbe(HttpClient http, InstantSource clock, Duration headPatience) {
        this.http = http;
        this.refused = new RefusedHeads(clock);
        this.headPatience = headPatience;
    }

    /**
     * The facts of an image. A 304 to a condition is one answer; one that confirms nothing has the facts asked for again,
     * without a condition.
     *
     * @param get the request that would bring the whole image
     * @param condition what of the image is known
     */
    public ImageInfo ask(HttpRequest get, Optional<ConditionalRequest> condition, Call call) throws ImageException {
        if (condition.isPresent()) {
            HttpRequest conditional = condition.get().on(get);
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
        Optional<ImageInfo> facts(HttpResponse answer) throws ImageException;
    }

    /** The facts; empty if the answer is a 304 that says nothing. */
    private Optional<ImageInfo> answer(HttpRequest get, NotModified notModified, Call call) throws ImageException {
        if (refused.contains(get.target())) {
            return sized(byOneByte(get, notModified, call), get, call);
        }
        boolean silent;
        boolean refusesHead = false;
        try (Call limited = call.child(headPatience(call))) {
            Optional<HttpResponse> head = head(get, limited, call);
            silent = head.isEmpty();
            if (head.isPresent()) {
                try (HttpResponse answer = head.get()) {
                    if (answer.status() == NOT_MODIFIED) {
                        return notModified.facts(answer);
                    }
                    if (!HeadHint.needsGet(answer)) {
                        return Optional.of(whole(get.target(), answer));
                    }
                    refusesHead = HeadHint.refusesHead(answer);
                    if (refusesHead) {
                        refused.add(answer.at());
                    }
                }
            }
        }
        Optional<ImageInfo> facts = byOneByte(get, notModified, call);
        if (silent) {
            refused.add(get.target());
        }
        return refusesHead ? facts : sized(facts, get, call);
    }

    /** The facts with the length that HEAD tells, if GET told none. */
    private Optional<ImageInfo> sized(Optional<ImageInfo> facts, HttpRequest get, Call call) throws ImageException {
        boolean lengthUnknown =
                facts.isPresent() && facts.get().size().isEmpty() && facts.get().kind() == ImageInfo.Kind.IMAGE;
        return lengthUnknown ? Optional.of(measured(facts.get(), get, call)) : facts;
    }

    /** Asks HEAD for the length, however this server answered it before: a fault of its connection may pass. */
    private ImageInfo measured(ImageInfo facts, HttpRequest get, Call call) throws ImageException {
        try (Call limited = call.child(headPatience(call))) {
            Optional<HttpResponse> head = head(get, limited, call);
            if (head.isEmpty()) {
                return facts;
            }
            try (HttpResponse answer = head.get()) {
                if (!ExpectedStatus.isWhole(answer) || HeadHint.needsGet(answer)) {
                    return facts;
                }
                ImageInfo told = whole(get.target(), answer);
                return told.entityTag().equals(facts.entityTag()) ? told : facts;
            }
        } catch (ImageException e) { // the facts are known: HEAD could only have added to them
            call.check();
            return facts;
        }
    }

    /** At most half of the time that is left: the rest is for GET. */
    private Duration headPatience(Call call) {
        Duration half = call.remaining().map(left -> left.dividedBy(2)).orElse(headPatience);
        return half.compareTo(headPatience) < 0 ? half : headPatience;
    }

    /** The answer to HEAD; empty if there is none, and GET may have one. */
    private Optional<HttpResponse> head(HttpRequest get, Call limited, Call call) throws ImageException {
        HttpRequest head = HttpRequest.head(get.target()).as(get.credentials()).ledFrom(get.ledFrom());
        for (var header : get.headers().entrySet()) {
            head = head.header(header.getKey(), header.getValue());
        }
        try {
            return Optional.of(http.send(head, limited));
        } catch (ImageException e) {
            call.check();
            if (!limited.ended() && !HeadHint.isSilence(e)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private Optional<ImageInfo> byOneByte(HttpRequest get, NotModified notModified, Call call) throws ImageException {
        try (HttpResponse answer = MirrorSearch.send(http, get.header("Range", "bytes=0-0"), call)) {
            if (answer.status() == NOT_MODIFIED) {
                return notModified.facts(answer);
            }
            if (!refusesRanges(answer)) {
                ImageInfo facts = first(get.target(), answer);
                finish(answer);
                return Optional.of(facts);
            }
        }
        // Closed unread, which ends the transmission.
        try (HttpResponse answer = MirrorSearch.send(http, get, call)) {
            return answer.status() == NOT_MODIFIED
                    ? notModified.facts(answer)
                    : Optional.of(whole(get.target(), answer));
        }
    }

    private static boolean refusesRanges(HttpResponse answer) {
        return switch (answer.status()) {
            case BAD_REQUEST -> true;
            case UNSATISFIABLE -> ContentRange.unsatisfied(answer).isEmpty();
            default -> false;
        };
    }

    /** Reads the one byte, so that the connection can serve the next request. */
    private static void finish(HttpResponse answer) {
        if (answer.status() != PARTIAL) {
            return;
        }
        try {
            answer.body().readNBytes(MOST_READ);
        } catch (IOException e) { // the facts are known; whether bytes come is for the transfer to find out
            answer.close();
        }
    }

    private static ImageInfo first(ImageReference asked, HttpResponse answer) throws ImageException {
        return switch (answer.status()) {
            case PARTIAL ->
                HeaderFacts.of(asked, answer, ContentRange.of(answer).total());
            case UNSATISFIABLE -> HeaderFacts.of(asked, answer, OptionalLong.of(sizeOfNothing(answer)));
            case FORBIDDEN -> {
                if (!asked.path().endsWith("/")) {
                    throw answer.failure("asking for " + asked);
                }
                yield HeaderFacts.ofForbiddenFolder(asked, answer);
            }
            default -> whole(asked, answer);
        };
    }

    private static ImageInfo whole(ImageReference asked, HttpResponse answer) throws ImageException {
        ExpectedStatus.require(answer, "asking for " + asked);
        return HeaderFacts.of(asked, answer, ContentLength.of(answer));
    }

    /** No first byte: the image is empty, if the server says so. */
    private static long sizeOfNothing(HttpResponse answer) throws ImageException {
        long size = ContentRange.unsatisfied(answer).orElseThrow();
        if (size == 0) {
            return 0;
        }
        throw new ImageException(
                        ErrorCode.TRANSFER_FAILED,
                        "asking for " + answer.at() + ": the server has no first byte, and yet " + size + " bytes")
                .nonRetryable();
    }
}
