// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.cache;

import io.ingot.fetch.internal.store.RecordedContent;
import io.ingot.image.Checksum;
import io.ingot.image.ImageInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a recorded content is what an origin has just shown to a caller: the one rule of what a hit is, for fetches and
 * for previews of them. It presumes that the origin was asked, as this caller, and said yes. Branch with a default.
 */
public sealed interface CacheCurrency {
    /** The content may be handed out, once its file was found to be as it was recorded. */
    record Current(Proof proof) implements CacheCurrency {}

    /** The content is not what the caller is to get. */
    record Stale(Reason reason) implements CacheCurrency {}

    /** Why a content is current. */
    enum Proof {
        /** The origin shows the version that was recorded with the content. */
        SAME_VERSION,

        /** The origin shows another version, or none; the content has a strong digest that the caller wants. */
        WANTED_DIGEST
    }

    /** Why a content is stale. */
    enum Reason {
        /** The origin shows another version than the recorded one. */
        OTHER_VERSION,

        /** The origin shows no version, and the caller wants no strong digest that the content is known to have. */
        UNKNOWN_VERSION,

        /** The content has the digest that the caller wants, but the origin shows an image of another size. */
        OTHER_SIZE,

        /** The content would be current, but has another digest than the caller wants or the origin vouches for. */
        OTHER_DIGEST,

        /** The store has dropped the content. */
        DROPPED
    }

    /** How a recorded content was found. */
    enum Trail {
        /** Under the exact reference. */
        REFERENCE,

        /** Under a strong digest that this origin vouches for. */
        VOUCHED,

        /** Under the reference without its signature: the same origin and path, another query. */
        LOCATION,

        /** Under a strong digest that the caller wants, among what was obtained openly. */
        DIGEST
    }

    /**
     * Decides.
     *
     * @param trail how the content was found
     * @param recorded what an origin showed of it then
     * @param content what is recorded of it; absent if it is not held any more
     * @param shown what the caller's origin shows now
     * @param wanted the checksums that the caller wants
     */
    static CacheCurrency of(
            Trail trail,
            ImageInfo recorded,
            Optional<RecordedContent> content,
            ImageInfo shown,
            List<Checksum> wanted) {
        if (content.isEmpty()) {
            return new Stale(Reason.DROPPED);
        }
        CacheCurrency currency = byVersion(trail, recorded, content.get(), shown, wanted);
        boolean contradicted = otherDigest(content.get(), shown, wanted).isPresent();
        return currency instanceof Current && contradicted ? new Stale(Reason.OTHER_DIGEST) : currency;
    }

    /** The first checksum, wanted or vouched for, that a content is known not to have. */
    static Optional<Checksum> otherDigest(RecordedContent content, ImageInfo shown, List<Checksum> wanted) {
        return Stream.concat(wanted.stream(), shown.checksums().stream())
                .filter(sum -> content.digests().stream()
                        .anyMatch(digest -> digest.algorithm().equals(sum.algorithm()) && !digest.equals(sum)))
                .findFirst();
    }

    private static CacheCurrency byVersion(
            Trail trail, ImageInfo recorded, RecordedContent content, ImageInfo shown, List<Checksum> wanted) {
        if (isSameVersion(trail, recorded, shown)) {
            return new Current(Proof.SAME_VERSION);
        }
        if (wanted.stream().anyMatch(sum -> sum.strong() && content.digests().contains(sum))) {
            boolean fits = shown.size().isEmpty() || shown.size().getAsLong() == content.size();
            return fits ? new Current(Proof.WANTED_DIGEST) : new Stale(Reason.OTHER_SIZE);
        }
        return new Stale(shown.version().isEmpty() ? Reason.UNKNOWN_VERSION : Reason.OTHER_VERSION);
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
