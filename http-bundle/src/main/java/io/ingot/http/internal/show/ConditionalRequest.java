// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.show;

import io.ingot.http.internal.response.CacheControl;
import io.ingot.http.internal.response.ContentCoding;
import io.ingot.http.internal.response.ContentLength;
import io.ingot.http.internal.response.MediaType;
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
 * A request whether known facts are still current (RFC 9110 §13.1). A 304 that does not fit the known facts confirms
 * nothing; the facts are then requested without a condition.
 */
public final class ConditionalRequest {
    private final ImageReference reference;
    private final ImageInfo known;
    private final String header;
    private final String validator;

    private ConditionalRequest(ImageReference reference, ImageInfo known, String header, String validator) {
        this.reference = reference;
        this.known = known;
        this.header = header;
        this.validator = validator;
    }

    /**
     * Returns the condition that known facts allow; absent if they have no version, or belong to another resource: a
     * validator is meaningful for its own resource only, and is sent to no other.
     */
    public static Optional<ConditionalRequest> of(ImageReference reference, ImageInfo known) {
        if (!Versions.isVersionOf(known, reference, known.finalReference().orElse(reference))) {
            return Optional.empty();
        }
        String header = known.entityTag().isPresent() ? "If-None-Match" : "If-Modified-Since";
        return Versions.validator(known).map(validator -> new ConditionalRequest(reference, known, header, validator));
    }

    /** Returns a request with this condition. */
    HttpRequest applyTo(HttpRequest get) {
        return get.header(header, validator);
    }

    /**
     * Returns the facts after a 304: those known, updated by its header (RFC 9110 §15.4.5). Absent if it comes from
     * another URL, or contradicts the known facts.
     *
     * <p>If the condition was a date, the response must repeat it. A server may answer {@code If-Modified-Since} with
     * 304 for an older file as well (RFC 9110 §13.1.3), such as one restored from a backup.
     */
    Optional<ImageInfo> factsOf(HttpResponse response) throws ImageException {
        if (!Versions.isVersionOf(known, reference, response.finalReference()) || !matches(response)) {
            return Optional.empty();
        }
        ImageInfo.Builder info = known.toBuilder();
        response.date("last-modified").ifPresent(info::updatedAt);
        MediaType.of(response).ifPresent(info::mediaType);
        List<String> cacheControl = response.headers("cache-control");
        if (!cacheControl.isEmpty()) {
            info.cacheable(!CacheControl.hasNoStore(cacheControl));
        }
        if (!response.finalReference().equals(reference)) {
            info.finalReference(response.finalReference()).scope(response.scope());
        }
        return Optional.of(info.build());
    }

    private boolean matches(HttpResponse response) throws ImageException {
        Optional<Instant> date = response.date("last-modified");
        boolean sameTag = response.headers("etag").stream()
                .allMatch(tag -> Optional.of(tag).equals(known.entityTag()));
        boolean sameDate = !known.versionByDate() || date.equals(known.updatedAt());
        return sameTag && sameDate && isSameSize(response) && isSameKind(response);
    }

    /** Compares the sizes. Many servers declare 0 for the body that a 304 does not have. */
    private boolean isSameSize(HttpResponse response) throws ImageException {
        OptionalLong length = ContentLength.of(response);
        return length.orElse(0) == 0 || known.size().isEmpty() || length.equals(known.size());
    }

    private boolean isSameKind(HttpResponse response) {
        Optional<String> type = MediaType.of(response);
        boolean wasPage = known.mediaType().filter(MediaType::isPage).isPresent();
        boolean samePage = type.isEmpty() || MediaType.isPage(type.get()) == wasPage;
        return samePage && ContentCoding.of(response).isEmpty();
    }
}
