// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.cache;

import io.ingot.fetch.internal.store.RecordedContent;
import io.ingot.image.Checksum;
import io.ingot.image.ImageInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a recorded content is what an origin has just shown to a caller: the one rule that decides what a hit is, for
 * fetches and their previews. The origin must have been asked on behalf of this caller, and must have allowed the
 * access. Branch with a default.
 */
public sealed interface CacheCurrency {
    /** The content may be placed, if its file is still as it was recorded. */
    record Current(Proof proof) implements CacheCurrency {}

    /** The content must not be placed for this caller. */
    record Stale(Reason reason) implements CacheCurrency {}

    /** Why a content is current. */
    enum Proof {
        /** The origin shows the version that was recorded with the content. */
        SAME_VERSION,

        /** The origin shows another version, or none, but the content has a strong digest that the caller expects. */
        EXPECTED_DIGEST
    }

    /** Why a content is stale. */
    enum Reason {
        /** The origin shows another version than the recorded one. */
        OTHER_VERSION,

        /** The origin shows no version, and the caller expects no strong digest that the content is known to have. */
        UNKNOWN_VERSION,

        /** The content has the digest that the caller expects, but the origin shows an image of another size. */
        OTHER_SIZE,

        /** The content would be current, but has another digest than the caller expects or the origin declares. */
        OTHER_DIGEST,

        /** The store has dropped the content. */
        DROPPED
    }

    /** The kind of key under which a recorded content was found. */
    enum KeyKind {
        /** The exact reference. */
        REFERENCE,

        /** A strong digest that this origin declares. */
        ORIGIN_DIGEST,

        /** The reference without its signature: the same origin and path, another query. */
        LOCATION,

        /** A strong digest that the caller expects; finds only content that was obtained without credentials. */
        EXPECTED_DIGEST
    }

    /**
     * Decides whether a content is current.
     *
     * @param kind the kind of key under which the content was found
     * @param recorded what an origin showed of it when it was recorded
     * @param content the record of the content; absent if the store has dropped it
     * @param current what the caller's origin shows now
     * @param expected the checksums that the caller expects
     */
    static CacheCurrency of(
            KeyKind kind,
            ImageInfo recorded,
            Optional<RecordedContent> content,
            ImageInfo current,
            List<Checksum> expected) {
        if (content.isEmpty()) {
            return new Stale(Reason.DROPPED);
        }
        CacheCurrency currency = byVersion(kind, recorded, content.get(), current, expected);
        boolean contradicted = otherDigest(content.get(), current, expected).isPresent();
        return currency instanceof Current && contradicted ? new Stale(Reason.OTHER_DIGEST) : currency;
    }

    /** Returns the first checksum, expected or declared, that a content is known not to have. */
    static Optional<Checksum> otherDigest(RecordedContent content, ImageInfo current, List<Checksum> expected) {
        return Stream.concat(expected.stream(), current.checksums().stream())
                .filter(sum -> content.digests().stream()
                        .anyMatch(digest -> digest.algorithm().equals(sum.algorithm()) && !digest.equals(sum)))
                .findFirst();
    }

    private static CacheCurrency byVersion(
            KeyKind kind, ImageInfo recorded, RecordedContent content, ImageInfo current, List<Checksum> expected) {
        if (isSameVersion(kind, recorded, current)) {
            return new Current(Proof.SAME_VERSION);
        }
        if (expected.stream().anyMatch(sum -> sum.strong() && content.digests().contains(sum))) {
            boolean fits = current.size().isEmpty() || current.size().getAsLong() == content.size();
            return fits ? new Current(Proof.EXPECTED_DIGEST) : new Stale(Reason.OTHER_SIZE);
        }
        return new Stale(current.version().isEmpty() ? Reason.UNKNOWN_VERSION : Reason.OTHER_VERSION);
    }

    private static boolean isSameVersion(KeyKind kind, ImageInfo recorded, ImageInfo current) {
        return switch (kind) {
            case REFERENCE, ORIGIN_DIGEST -> recorded.sameVersion(current);
            case LOCATION -> recorded.sameVersion(current) && isStrong(recorded, current);
            case EXPECTED_DIGEST -> false; // the version of one reference says nothing about another
        };
    }

    /** Whether a version identifies the bytes across references: a date does not, nor does a version without a size. */
    private static boolean isStrong(ImageInfo recorded, ImageInfo current) {
        boolean byDigest = recorded.checksums().stream()
                .anyMatch(sum -> sum.strong() && current.checksums().contains(sum));
        return byDigest || (current.size().isPresent() && !recorded.versionByDate() && !current.versionByDate());
    }
}
