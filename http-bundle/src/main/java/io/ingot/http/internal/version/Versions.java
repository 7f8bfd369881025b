// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.version;

import io.ingot.common.digest.Sha256;
import io.ingot.httpclient.HttpResponse;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Names the version of an image. A version is made of a strong entity tag or, if there is no tag at all, of {@code
 * Last-Modified} and the size, if the date is clearly older than the response (RFC 9110 §8.8.2.2). Validators are
 * meaningful within one resource only, so the name has a digest of the requested URL, and of the final URL if it
 * differs. Signatures, which change, are left out; of the requested URL the query parameters that name the image count.
 */
public final class Versions {
    private static final String BY_TAG = "etag:";
    private static final String BY_DATE = "modified:";
    private static final Duration MIN_AGE = Duration.ofSeconds(60);
    private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int DIGEST_BYTES = 16;

    private Versions() {}

    /**
     * Returns the version of a response, if it promises one.
     *
     * @param size the size of the whole image, as the response has it
     */
    public static Optional<String> of(ImageReference reference, HttpResponse response, OptionalLong size) {
        Optional<EntityTag> tag = EntityTag.of(response);
        if (tag.isPresent()) {
            return tag.filter(EntityTag::isStrong).map(strong -> byTag(strong, reference, response.finalReference()));
        }
        if (response.header("etag").isPresent() || size.isEmpty()) {
            return Optional.empty();
        }
        return strongDate(response)
                .map(modified -> byDate(modified, size.getAsLong(), reference, response.finalReference()));
    }

    /**
     * Returns whether facts have a version that a response from {@code finalReference} made: it belongs to this
     * resource, and is intact.
     */
    public static boolean isVersionOf(ImageInfo facts, ImageReference reference, ImageReference finalReference) {
        String version = facts.version().orElse("");
        if (isByDate(version)) {
            return facts.versionByDate()
                    && facts.entityTag().isEmpty()
                    && facts.updatedAt().isPresent()
                    && facts.size().isPresent()
                    && version.equals(
                            byDate(facts.updatedAt().get(), facts.size().getAsLong(), reference, finalReference));
        }
        return facts.entityTag()
                .flatMap(EntityTag::parse)
                .filter(EntityTag::isStrong)
                .filter(tag -> version.equals(byTag(tag, reference, finalReference)))
                .isPresent();
    }

    /** Returns whether a version rests on a date, and not on an entity tag. */
    public static boolean isByDate(String version) {
        return version.startsWith(BY_DATE);
    }

    /** Returns the entity tag of a response, weak or strong, for display. */
    public static Optional<String> entityTag(HttpResponse response) {
        return EntityTag.of(response).map(EntityTag::text);
    }

    /**
     * Returns the validator of a version for {@code If-Range} (RFC 9110 §13.1.5), so that a range is of this version
     * only.
     */
    public static Optional<String> validator(ImageInfo shown) {
        String version = shown.version().orElse("");
        if (version.startsWith(BY_TAG)) {
            return shown.entityTag();
        }
        return isByDate(version) ? shown.updatedAt().map(IMF_FIXDATE::format) : Optional.empty();
    }

    private static Optional<Instant> strongDate(HttpResponse response) {
        Optional<Instant> answered = response.date("date");
        return response.date("last-modified")
                .filter(modified ->
                        answered.isPresent() && !modified.plus(MIN_AGE).isAfter(answered.get()));
    }

    private static String byTag(EntityTag tag, ImageReference reference, ImageReference finalReference) {
        return BY_TAG + tag.text() + resource(reference, finalReference);
    }

    private static String byDate(Instant modified, long size, ImageReference reference, ImageReference finalReference) {
        return BY_DATE + modified + "," + size + resource(reference, finalReference);
    }

    private static String resource(ImageReference reference, ImageReference finalReference) {
        String redirected = finalReference.equals(reference) ? "" : location(finalReference);
        return "@" + digest(location(reference) + "?" + reference.namingQuery() + "\n" + redirected);
    }

    private static String location(ImageReference reference) {
        return reference.origin() + reference.path();
    }

    private static String digest(String text) {
        return HexFormat.of().formatHex(Sha256.of(text), 0, DIGEST_BYTES);
    }
}
