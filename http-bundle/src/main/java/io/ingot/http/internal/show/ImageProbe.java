// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.show;

import io.ingot.http.internal.response.ContentLength;
import io.ingot.http.internal.response.ContentRange;
import io.ingot.http.internal.response.ExpectedStatus;
import io.ingot.http.internal.response.MirrorSearch;
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
 * Finds out the facts of an image: by HEAD, whose response is a hint; by a GET of one byte if HEAD does not say that
 * the image exists; or by the header of a plain GET if ranges are refused as well. Safe for concurrent use.
 *
 * <p>Servers refuse HEAD with 405 and 501, and signed URLs, which are signed for GET, with 403; some answer it with any
 * error, an empty page, or not at all, although GET returns the file. Glance with a Swift store refuses ranges with
 * 400, other servers with a 416 without a size. The last GET decides.
 */
public final class ImageProbe {
    private static final Duration HEAD_TIMEOUT = Duration.ofSeconds(3);
    private static final int PARTIAL = 206;
    private static final int NOT_MODIFIED = 304;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int UNSATISFIABLE = 416;
    private static final int MAX_DRAINED = 64;

    private final HttpClient http;
    private final RefusedHeads refused;
    private final Duration headTimeout;

    public ImageProbe(HttpClient http) {
        this(http, InstantSource.system(), HEAD_TIMEOUT);
    }

    /** @param headTimeout the most time for HEAD; GET decides afterwards */
    ImageProbe(HttpClient http, InstantSource clock, Duration headTimeout) {
        this.http = http;
        this.refused = new RefusedHeads(clock);
        this.headTimeout = headTimeout;
    }

    /**
     * Returns the facts of an image. If a 304 confirms nothing, the facts are requested again without a condition.
     *
     * @param get the request for the whole image
     * @param condition the facts that are known already
     */
    public ImageInfo probe(HttpRequest get, Optional<ConditionalRequest> condition, Call call) throws ImageException {
        if (condition.isPresent()) {
            HttpRequest conditional = condition.get().applyTo(get);
            Optional<ImageInfo> facts =
                    facts(conditional, response -> condition.get().factsOf(response), call);
            if (facts.isPresent()) {
                return facts.get();
            }
        }
        return facts(get, response -> Optional.of(factsOfWhole(get.target(), response)), call)
                .orElseThrow(() -> new IllegalStateException("a response without a condition has facts"));
    }

    /** Interprets a 304. */
    @FunctionalInterface
    private interface NotModified {
        Optional<ImageInfo> facts(HttpResponse response) throws ImageException;
    }

    /** Returns the facts; empty if the response is a 304 that confirms nothing. */
    private Optional<ImageInfo> facts(HttpRequest get, NotModified notModified, Call call) throws ImageException {
        if (refused.contains(get.target())) {
            return withSize(byOneByte(get, notModified, call), get, call);
        }
        boolean silent;
        boolean refusesHead = false;
        try (Call limited = call.child(headTimeout(call))) {
            Optional<HttpResponse> head = head(get, limited, call);
            silent = head.isEmpty();
            if (head.isPresent()) {
                try (HttpResponse response = head.get()) {
                    if (response.status() == NOT_MODIFIED) {
                        return notModified.facts(response);
                    }
                    if (!HeadHint.needsGet(response)) {
                        return Optional.of(factsOfWhole(get.target(), response));
                    }
                    refusesHead = HeadHint.refusesHead(response);
                    if (refusesHead) {
                        refused.add(response.finalReference());
                    }
                }
            }
        }
        Optional<ImageInfo> facts = byOneByte(get, notModified, call);
        if (silent) {
            refused.add(get.target());
        }
        return refusesHead ? facts : withSize(facts, get, call);
    }

    /** Returns the facts with the length from HEAD, if GET has none. */
    private Optional<ImageInfo> withSize(Optional<ImageInfo> facts, HttpRequest get, Call call) throws ImageException {
        boolean lengthUnknown =
                facts.isPresent() && facts.get().size().isEmpty() && facts.get().kind() == ImageInfo.Kind.IMAGE;
        return lengthUnknown ? Optional.of(askHeadForSize(facts.get(), get, call)) : facts;
    }

    /** Requests the length by HEAD, whatever this server answered to it before: the failure may have been temporary. */
    private ImageInfo askHeadForSize(ImageInfo facts, HttpRequest get, Call call) throws ImageException {
        try (Call limited = call.child(headTimeout(call))) {
            Optional<HttpResponse> head = head(get, limited, call);
            if (head.isEmpty()) {
                return facts;
            }
            try (HttpResponse response = head.get()) {
                if (!ExpectedStatus.isWhole(response) || HeadHint.needsGet(response)) {
                    return facts;
                }
                ImageInfo measured = factsOfWhole(get.target(), response);
                return measured.entityTag().equals(facts.entityTag()) ? measured : facts;
            }
        } catch (ImageException e) { // the facts are known; HEAD could only add to them
            call.check();
            return facts;
        }
    }

    /** Returns the time for HEAD, at most half of the remaining time: the rest is for GET. */
    private Duration headTimeout(Call call) {
        Optional<Duration> left = call.remaining();
        boolean isShort = left.isPresent() && left.get().compareTo(headTimeout.plus(headTimeout)) < 0;
        return isShort ? left.get().dividedBy(2) : headTimeout;
    }

    /** Returns the response to HEAD; empty if there is none, and GET may get one. */
    private Optional<HttpResponse> head(HttpRequest get, Call limited, Call call) throws ImageException {
        HttpRequest head = HttpRequest.head(get.target()).as(get.credentials()).referrerScope(get.referrerScope());
        for (var header : get.headers().entrySet()) {
            head = head.header(header.getKey(), header.getValue());
        }
        try {
            return Optional.of(http.send(head, limited));
        } catch (ImageException e) {
            call.check();
            if (!limited.isEnded() && !HeadHint.isSilence(e)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private Optional<ImageInfo> byOneByte(HttpRequest get, NotModified notModified, Call call) throws ImageException {
        try (HttpResponse response = MirrorSearch.send(http, get.header("Range", "bytes=0-0"), call)) {
            if (response.status() == NOT_MODIFIED) {
                return notModified.facts(response);
            }
            if (!refusesRanges(response)) {
                ImageInfo facts = factsOfRange(get.target(), response);
                drain(response);
                return Optional.of(facts);
            }
        }
        // Closing it unread ends the transmission.
        try (HttpResponse response = MirrorSearch.send(http, get, call)) {
            return response.status() == NOT_MODIFIED
                    ? notModified.facts(response)
                    : Optional.of(factsOfWhole(get.target(), response));
        }
    }

    private static boolean refusesRanges(HttpResponse response) {
        return switch (response.status()) {
            case BAD_REQUEST -> true;
            case UNSATISFIABLE -> ContentRange.unsatisfied(response).isEmpty();
            default -> false;
        };
    }

    /** Reads the one byte, so that the connection can be reused. */
    private static void drain(HttpResponse response) {
        if (response.status() != PARTIAL) {
            return;
        }
        try {
            response.body().readNBytes(MAX_DRAINED);
        } catch (IOException e) { // the facts are known; the transfer finds out whether bytes arrive
            response.close();
        }
    }

    private static ImageInfo factsOfRange(ImageReference reference, HttpResponse response) throws ImageException {
        return switch (response.status()) {
            case PARTIAL ->
                HeaderFacts.of(reference, response, ContentRange.of(response).total());
            case UNSATISFIABLE -> HeaderFacts.of(reference, response, OptionalLong.of(emptySize(response)));
            case FORBIDDEN -> {
                if (!reference.path().endsWith("/")) {
                    throw response.failure("asking for " + reference);
                }
                yield HeaderFacts.ofForbiddenFolder(reference, response);
            }
            default -> factsOfWhole(reference, response);
        };
    }

    private static ImageInfo factsOfWhole(ImageReference reference, HttpResponse response) throws ImageException {
        ExpectedStatus.require(response, "asking for " + reference);
        return HeaderFacts.of(reference, response, ContentLength.of(response));
    }

    /** Returns the size of an image without a first byte, which must be 0. */
    private static long emptySize(HttpResponse response) throws ImageException {
        long size = ContentRange.unsatisfied(response).orElseThrow();
        if (size == 0) {
            return 0;
        }
        throw new ImageException(
                        ErrorCode.TRANSFER_FAILED,
                        "asking for " + response.finalReference() + ": the server answered 416 for the first of " + size
                                + " bytes")
                .nonRetryable();
    }
}
