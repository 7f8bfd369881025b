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
 * Names versions. A strong entity tag makes one, or, where there is no tag at all, a {@code Last-Modified} together with
 * the size, if it is clearly older than the answer (RFC 9110 §8.8.2.2). Since validators mean something within one
 * resource only, a name holds a digest of what was asked for, and of where the answer came from if that is elsewhere:
 * without a signature, which differs each time; of the former with the parameters of its query that name the image.
 */
public final class Versions {
    private static final String BY_TAG = "etag:";
    private static final String BY_DATE = "modified:";
    private static final Duration CLEARLY = Duration.ofSeconds(60);
    private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int DIGEST_BYTES = 16;

    private Versions() {}

    /**
     * The version that an answer is of, if it promises one.
     *
     * @param size of the whole image, as the answer has it
     */
    public static Optional<String> of(ImageReference asked, HttpResponse answer, OptionalLong size) {
        Optional<EntityTag> tag = EntityTag.of(answer);
        if (tag.isPresent()) {
            return tag.filter(EntityTag::strong).map(strong -> byTag(strong, asked, answer.at()));
        }
        if (answer.header("etag").isPresent() || size.isEmpty()) {
            return Optional.empty();
        }
        return strongDate(answer).map(modified -> byDate(modified, size.getAsLong(), asked, answer.at()));
    }

    /**
     * Whether facts have the version that an answer made, which came from a place: this resource's, that is, and
     * neither another one's nor damaged.
     */
    public static boolean made(ImageInfo facts, ImageReference asked, ImageReference at) {
        String version = facts.version().orElse("");
        if (byDate(version)) {
            return facts.versionByDate()
                    && facts.entityTag().isEmpty()
                    && facts.updatedAt().isPresent()
                    && facts.size().isPresent()
                    && version.equals(
                            byDate(facts.updatedAt().get(), facts.size().getAsLong(), asked, at));
        }
        return facts.entityTag()
                .flatMap(EntityTag::parse)
                .filter(EntityTag::strong)
                .filter(tag -> version.equals(byTag(tag, asked, at)))
                .isPresent();
    }

    /** Whether it rests on a date, and on no entity tag. */
    public static boolean byDate(String version) {
        return version.startsWith(BY_DATE);
    }

    /** The entity tag of an answer, weak or strong, to show. */
    public static Optional<String> tag(HttpResponse answer) {
        return EntityTag.of(answer).map(EntityTag::text);
    }

    /**
     * The validator that a version rests on, as a condition is made of it: {@code If-Range} (RFC 9110 §13.1.5), so that a
     * range comes of this version only.
     */
    public static Optional<String> validator(ImageInfo shown) {
        String version = shown.version().orElse("");
        if (version.startsWith(BY_TAG)) {
            return shown.entityTag();
        }
        return byDate(version) ? shown.updatedAt().map(IMF_FIXDATE::format) : Optional.empty();
    }

    private static Optional<Instant> strongDate(HttpResponse answer) {
        Optional<Instant> answered = answer.date("date");
        return answer.date("last-modified")
                .filter(modified ->
                        answered.isPresent() && !modified.plus(CLEARLY).isAfter(answered.get()));
    }

    private static String byTag(EntityTag tag, ImageReference asked, ImageReference at) {
        return BY_TAG + tag.text() + resource(asked, at);
    }

    private static String byDate(Instant modified, long size, ImageReference asked, ImageReference at) {
        return BY_DATE + modified + "," + size + resource(asked, at);
    }

    private static String resource(ImageReference asked, ImageReference at) {
        String elsewhere = at.equals(asked) ? "" : place(at);
        return "@" + digest(place(asked) + "?" + asked.namingQuery() + "\n" + elsewhere);
    }

    private static String place(ImageReference reference) {
        return reference.origin() + reference.path();
    }

    private static String digest(String text) {
        return HexFormat.of().formatHex(Sha256.of(text), 0, DIGEST_BYTES);
    }
}
