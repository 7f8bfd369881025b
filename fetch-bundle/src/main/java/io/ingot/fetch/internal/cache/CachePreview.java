// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.cache;

import io.ingot.fetch.internal.destination.FetchDestination;
import io.ingot.fetch.internal.store.ContentNames;
import io.ingot.fetch.internal.store.RecordedContent;
import io.ingot.fetch.internal.store.RecordedReference;
import io.ingot.fetch.internal.store.Store;
import io.ingot.image.Call;
import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.client.FetchRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether a fetch would be a hit, told without reading an image.
 *
 * @param held whether it would be one
 * @param reason why, or why not
 * @param space the bytes that it would need, if that is known
 */
public record CachePreview(boolean held, String reason, OptionalLong space) {
    /** The prospect of an image that the store has no part in. */
    public static CachePreview without(String why, ImageInfo shown) {
        return new CachePreview(false, "not held: " + why, shown.size());
    }

    /** The prospect in a store, by the times of the held file, too. Reads no image, changes nothing. */
    public static CachePreview in(
            Store store,
            FetchRequest request,
            ImageInfo shown,
            List<Checksum> wanted,
            FetchDestination destination,
            Call call)
            throws ImageException {
        ContentNames names = ContentNames.of(request.image(), shown, request.checksums());
        boolean copied = !store.space().sharesBytesWith(destination);
        Missing terms = new Missing(shown.size(), arrived(store, names, shown.size()), copied);
        CachePreview missing = terms.because("nothing is recorded");
        for (CacheCandidate.Clue clue : CacheCandidate.Clue.of(names)) {
            Optional<RecordedReference> recorded = store.contents().remembered(clue.key());
            if (recorded.isPresent()) {
                Optional<CacheCandidate> candidate = clue.lead(store, recorded.get(), shown, request.checksums());
                CachePreview prospect = candidate.isPresent()
                        ? in(store, candidate.get(), shown, wanted, terms, call)
                        : terms.because("sha256:" + recorded.get().sha256() + " was, and has gone");
                if (prospect.held()) {
                    return prospect;
                }
                missing = prospect;
            }
        }
        return missing;
    }

    private static CachePreview in(
            Store store, CacheCandidate candidate, ImageInfo shown, List<Checksum> wanted, Missing terms, Call call)
            throws ImageException {
        RecordedContent known = candidate.content();
        String content = "sha256:" + known.sha256();
        if (!candidate.currency().isHit()) {
            return terms.because(difference(candidate, shown));
        }
        Optional<Checksum> other = wanted.stream()
                .filter(sum -> !known.digests().contains(sum)
                        && known.digests().stream()
                                .anyMatch(digest -> digest.algorithm().equals(sum.algorithm())))
                .findFirst();
        if (other.isPresent()) {
            return terms.because("what is held has not the " + other.get() + " that is wanted");
        }
        OptionalLong space = OptionalLong.of(terms.copied() ? known.size() : 0);
        String why = why(candidate);
        return switch (store.contents().condition(known.sha256(), call)) {
            case SOUND ->
                new CachePreview(true, "held: " + content + ", unchanged since " + seconds(known.added()) + why, space);
            case DOUBTFUL ->
                new CachePreview(
                        true,
                        "held: " + content + why + ", but its file has changed since: it would be read anew",
                        space);
            case DAMAGED -> terms.because(content + " has been written to since: it would be fetched again");
        };
    }

    /** What is not plain: how a reference leads to a content that was not recorded for it, or of another version. */
    private static String why(CacheCandidate candidate) {
        return switch (candidate.trail()) {
            case REFERENCE, VOUCHED ->
                candidate.currency() == CacheCurrency.WANTED_DIGEST ? "; it has the digest that is wanted" : "";
            case LOCATION ->
                candidate.currency() == CacheCurrency.WANTED_DIGEST
                        ? "; obtained from the same URL with another query, it has the digest that is wanted"
                        : "; obtained from the same URL with another query, it is the version that the origin shows";
            case DIGEST -> "; obtained without credentials from another reference, it has the digest that is wanted";
        };
    }

    private static String difference(CacheCandidate candidate, ImageInfo shown) {
        return switch (candidate.currency()) {
            case OTHER_SIZE ->
                "the origin shows an image of " + shown.size().orElse(0) + " bytes, sha256:"
                        + candidate.content().sha256() + " has "
                        + candidate.content().size();
            case UNKNOWN_VERSION ->
                "the origin does not say which version it has, and no strong checksum that is wanted is held";
            default -> difference(candidate.recorded().info(), shown);
        };
    }

    private static String difference(ImageInfo recorded, ImageInfo shown) {
        if (!recorded.entityTag().equals(shown.entityTag())) {
            return "the origin has another version (etag " + shown.entityTag().orElse("none") + " instead of "
                    + recorded.entityTag().orElse("none") + ")";
        }
        if (!text(recorded).equals(text(shown))) {
            return "the origin has another version (of " + text(shown) + " instead of " + text(recorded) + ")";
        }
        return "the origin has another version";
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String text(ImageInfo info) {
        return info.updatedAt().map(CachePreview::seconds).orElse("an unknown time");
    }

    /** A part that is longer than the image is of another one. */
    private static long arrived(Store store, ContentNames names, OptionalLong size) throws ImageException {
        long there = names.shared() ? store.space().arrived(names.flightKey()) : 0;
        return there <= size.orElse(0) ? there : 0;
    }

    /**
     * An image that has to come, or the rest of it.
     *
     * @param arrived its bytes that are here, of a transfer that goes on or can be gone on from
     * @param copied whether a copy at the destination comes besides what is held
     */
    private record Missing(OptionalLong size, long arrived, boolean copied) {
        CachePreview because(String why) {
            String reason = "not held: " + why + (arrived > 0 ? "; a part of it has arrived" : "");
            return new CachePreview(false, reason, space());
        }

        private OptionalLong space() {
            if (size.isEmpty()) {
                return size;
            }
            long rest = size.getAsLong() - arrived;
            long copy = copied ? size.getAsLong() : 0;
            return OptionalLong.of(rest > Long.MAX_VALUE - copy ? Long.MAX_VALUE : rest + copy);
        }
    }
}
