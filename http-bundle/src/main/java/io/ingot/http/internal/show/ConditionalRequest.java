// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.show;

import io.ingot.http.internal.answer.CacheControl;
import io.ingot.http.internal.answer.ContentCoding;
import io.ingot.http.internal.answer.ContentLength;
import io.ingot.http.internal.answer.MediaType;
import io.ingot.http.internal.version.Versions;
import io.ingot.httpclient.HttpRequest;
import io.ingot.httpclient.HttpResponse;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Asks whether what is known of an image is current still (RFC 9110 §13.1), and reads the answer that says so with
 * distrust: whatever in it does not fit what is known confirms nothing, and then the facts are asked for without it.
 */
public final class ConditionalRequest {
    private final ImageReference asked;
    private final ImageInfo known;
    private final String header;
    private final String validator;

    private ConditionalRequest(ImageReference asked, ImageInfo known, String header, String validator) {
        this.asked = asked;
        this.known = known;
        this.header = header;
        this.validator = validator;
    }

    /**
     * The condition that these facts allow; absent if they have no version, or are not of this resource: a validator
     * means nothing for another one, and is told to nobody else.
     */
    public static Optional<ConditionalRequest> of(ImageReference asked, ImageInfo known) {
        if (!Versions.made(known, asked, known.finalReference().orElse(asked))) {
            return Optional.empty();
        }
        String header = known.entityTag().isPresent() ? "If-None-Match" : "If-Modified-Since";
        return Versions.validator(known).map(validator -> new ConditionalRequest(asked, known, header, validator));
    }

    /** The same request, under this condition. */
    HttpRequest on(HttpRequest get) {
        return get.header(header, validator);
    }

    /**
     * The facts after a 304: those known, and what its header names anew (RFC 9110 §15.4.5). Absent if it comes from
     * another place, or contradicts what is known.
     *
     * <p>A date must come back. A server may answer {@code If-Modified-Since} with 304 for a file that is older, too
     * (RFC 9110 §13.1.3), as one is that was put back from a backup.
     */
    Optional<ImageInfo> confirmed(HttpResponse answer) throws ImageException {
        if (!Versions.made(known, asked, answer.at()) || !fits(answer)) {
            return Optional.empty();
        }
        ImageInfo.Builder info = known.toBuilder();
        answer.date("last-modified").ifPresent(info::updatedAt);
        MediaType.of(answer).ifPresent(info::mediaType);
        List<String> cacheControl = answer.headers("cache-control");
        if (!cacheControl.isEmpty()) {
            info.cacheable(!CacheControl.noStore(cacheControl));
        }
        if (!answer.at().equals(asked)) {
            info.finalReference(answer.at()).scope(answer.scope());
        }
        return Optional.of(info.build());
    }

    private boolean fits(HttpResponse answer) throws ImageException {
        Optional<Instant> date = answer.date("last-modified");
        boolean sameTag =
                answer.headers("etag").stream().allMatch(tag -> Optional.of(tag).equals(known.entityTag()));
        boolean sameDate = !known.versionByDate() || date.equals(known.updatedAt());
        return sameTag && sameDate && sameSize(answer) && sameKind(answer);
    }

    /** Many servers call the body that a 304 does not have one of no bytes. */
    private boolean sameSize(HttpResponse answer) throws ImageException {
        OptionalLong length = ContentLength.of(answer);
        return length.orElse(0) == 0 || known.size().isEmpty() || length.equals(known.size());
    }

    private boolean sameKind(HttpResponse answer) {
        Optional<String> type = MediaType.of(answer);
        boolean wasPage = known.mediaType().filter(MediaType::isPage).isPresent();
        boolean samePage = type.isEmpty() || MediaType.isPage(type.get()) == wasPage;
        return samePage && ContentCoding.of(answer).isEmpty();
    }
}
