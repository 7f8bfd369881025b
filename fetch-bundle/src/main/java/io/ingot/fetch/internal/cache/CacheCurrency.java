// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.cache;

import io.ingot.fetch.internal.store.RecordedContent;
import io.ingot.image.Checksum;
import io.ingot.image.ImageInfo;
import java.util.List;

/**
 * Whether a held content is what an origin has just shown to a caller: the one rule of what a hit is, for fetches and for
 * what is told of them. It presumes that the origin was asked, as this caller, and said yes.
 */
public enum CacheCurrency {
    /** The origin shows the version that was recorded with the content. */
    SAME_VERSION,

    /** The origin shows another version, or none; the content has a strong digest that the caller wants. */
    WANTED_DIGEST,

    /** The content has the digest that the caller wants, but the origin shows an image of another size. */
    OTHER_SIZE,

    /** The origin shows another version than the recorded one. */
    OTHER_VERSION,

    /** The origin shows no version, and the caller wants no strong digest that the content is known to have. */
    UNKNOWN_VERSION;

    /** How a recorded content was found. */
    public enum Trail {
        /** Under the exact reference. */
        REFERENCE,

        /** Under a strong digest that this origin vouches for. */
        VOUCHED,

        /** Under the reference without its signature: the same origin and path, another query. */
        LOCATION,

        /** Under a strong digest that the caller wants, among what was obtained openly. */
        DIGEST
    }

    /** Whether the content may be handed out, once its file was found to be as it was recorded. */
    public boolean isHit() {
        return this == SAME_VERSION || this == WANTED_DIGEST;
    }

    /**
     * The rule.
     *
     * @param trail how the content was found
     * @param recorded what an origin showed of it then
     * @param content what is recorded of it
     * @param shown what the caller's origin shows now
     * @param wanted the checksums that the caller wants
     */
    public static CacheCurrency of(
            Trail trail, ImageInfo recorded, RecordedContent content, ImageInfo shown, List<Checksum> wanted) {
        if (isSameVersion(trail, recorded, shown)) {
            return SAME_VERSION;
        }
        if (wanted.stream().anyMatch(sum -> sum.strong() && content.digests().contains(sum))) {
            boolean fits = shown.size().isEmpty() || shown.size().getAsLong() == content.size();
            return fits ? WANTED_DIGEST : OTHER_SIZE;
        }
        return shown.version().isEmpty() ? UNKNOWN_VERSION : OTHER_VERSION;
    }

    private static boolean isSameVersion(Trail trail, ImageInfo recorded, ImageInfo shown) {
        return switch (trail) {
            case REFERENCE, VOUCHED -> recorded.sameVersion(shown);
            case LOCATION -> recorded.sameVersion(shown) && isStrong(recorded, shown);
            case DIGEST -> false; // a version says nothing about what another reference named
        };
    }

    /** Between two references a date is too little, and so is a version without a size. */
    private static boolean isStrong(ImageInfo recorded, ImageInfo shown) {
        boolean byDigest = recorded.checksums().stream()
                .anyMatch(sum -> sum.strong() && shown.checksums().contains(sum));
        return byDigest || (shown.size().isPresent() && !recorded.versionByDate() && !shown.versionByDate());
    }
}
