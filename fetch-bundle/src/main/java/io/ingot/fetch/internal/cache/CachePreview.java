// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.cache;

import io.ingot.fetch.internal.store.ContentNames;
import io.ingot.fetch.internal.store.RecordedContent;
import io.ingot.fetch.internal.store.Store;
import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
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

    /**
     * The preview of a fetch through a store, by the times of the held file, too. Reads no image, changes nothing.
     *
     * @param compared every checksum that the fetch would compare
     */
    public static CachePreview in(StoreFetch fetch, ImageInfo shown, List<Checksum> compared) throws ImageException {
        List<Checksum> wanted = fetch.request().checksums();
        ContentNames names = fetch.names(shown);
        Missing terms = new Missing(shown.size(), arrived(fetch.store(), names, shown.size()), !fetch.sharesBytes());
        CachePreview missing = terms.because("nothing is recorded");
        CacheSearch search = new CacheSearch(fetch.store().contents(), names, shown, wanted);
        for (Optional<CacheCandidate> next = search.next(); next.isPresent(); next = search.next()) {
            CacheCandidate candidate = next.get();
            CachePreview preview = candidate.currency() instanceof CacheCurrency.Stale stale
                    ? terms.because(difference(stale.reason(), candidate, shown, wanted))
                    : current(fetch, candidate, compared, terms);
            if (preview.held()) {
                return preview;
            }
            missing = preview;
        }
        return missing;
    }

    private static CachePreview current(
            StoreFetch fetch, CacheCandidate candidate, List<Checksum> compared, Missing terms) throws ImageException {
        RecordedContent known = candidate.content().orElseThrow();
        String content = "sha256:" + known.sha256();
        OptionalLong space = OptionalLong.of(terms.copied() ? known.size() : 0);
        String held = "held: " + content;
        String why = why(candidate) + unread(known, compared);
        return switch (fetch.store().contents().condition(known.sha256(), fetch.call())) {
            case INTACT -> new CachePreview(true, held + ", unchanged since " + seconds(known.added()) + why, space);
            case UNCERTAIN ->
                new CachePreview(true, held + why + ", but its file has changed since: it would be read anew", space);
            case DAMAGED -> terms.because(content + " has been written to since: it would be fetched again");
        };
    }

    /** The checksum that decides, where only reading the content can tell whether it has it. */
    private static String unread(RecordedContent known, List<Checksum> compared) {
        return compared.stream()
                .map(Checksum::algorithm)
                .filter(algorithm -> known.digests().stream()
                        .noneMatch(digest -> digest.algorithm().equals(algorithm)))
                .findFirst()
                .map(algorithm -> "; its " + algorithm + " is not recorded: it would be read to compare it")
                .orElse("");
    }

    /** What is not plain: how a reference leads to a content that was not recorded for it, or of another version. */
    private static String why(CacheCandidate candidate) {
        boolean digest = candidate.proof().equals(Optional.of(CacheCurrency.Proof.WANTED_DIGEST));
        return switch (candidate.trail()) {
            case REFERENCE, VOUCHED -> digest ? "; it has the digest that is wanted" : "";
            case LOCATION ->
                digest
                        ? "; obtained from the same URL with another query, it has the digest that is wanted"
                        : "; obtained from the same URL with another query, it is the version that the origin shows";
            case DIGEST -> "; obtained without credentials from another reference, it has the digest that is wanted";
        };
    }

    private static String difference(
            CacheCurrency.Reason reason, CacheCandidate candidate, ImageInfo shown, List<Checksum> wanted) {
        String content = "sha256:" + candidate.recorded().sha256();
        return switch (reason) {
            case OTHER_VERSION -> difference(candidate.recorded().info(), shown);
            case UNKNOWN_VERSION ->
                "the origin does not say which version it has, and no strong checksum that is wanted is held";
            case OTHER_SIZE ->
                "the origin shows an image of " + shown.size().orElse(0) + " bytes, " + content + " has "
                        + candidate.content().orElseThrow().size();
            case OTHER_DIGEST ->
                content + " does not have the "
                        + CacheCurrency.otherDigest(candidate.content().orElseThrow(), shown, wanted)
                                .orElseThrow() + " that is wanted";
            case DROPPED -> content + " was held, and has been dropped";
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
        long there = names.shared() ? store.space().partLength(names.flightKey()) : 0;
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
