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
 * A prediction whether a fetch would be a hit, made without reading an image.
 *
 * @param held whether it would be a hit
 * @param reason why it would, or would not
 * @param space the bytes of disk space that the fetch would need; absent if unknown
 */
public record CachePreview(boolean held, String reason, OptionalLong space) {
    /** Returns the preview of a fetch that does not use the store. */
    public static CachePreview withoutStore(String why, ImageInfo info) {
        return new CachePreview(false, "not held: " + why, info.size());
    }

    /**
     * Previews a fetch through a store. Looks at the records and at the times of the stored file; changes nothing.
     *
     * @param compared every checksum that the fetch would compare
     */
    public static CachePreview of(StoreFetch fetch, ImageInfo info, List<Checksum> compared) throws ImageException {
        List<Checksum> expected = fetch.request().checksums();
        ContentNames names = fetch.names(info);
        MissingImage missingImage =
                new MissingImage(info.size(), bytesPresent(fetch.store(), names, info.size()), !fetch.sharesBytes());
        CachePreview result = missingImage.because("nothing is recorded");
        CacheSearch search = new CacheSearch(fetch.store().contents(), names, info, expected);
        for (Optional<CacheCandidate> next = search.next(); next.isPresent(); next = search.next()) {
            CacheCandidate candidate = next.get();
            CachePreview preview = candidate.currency() instanceof CacheCurrency.Stale stale
                    ? missingImage.because(difference(stale.reason(), candidate, info, expected))
                    : current(fetch, candidate, compared, missingImage);
            if (preview.held()) {
                return preview;
            }
            result = preview;
        }
        return result;
    }

    private static CachePreview current(
            StoreFetch fetch, CacheCandidate candidate, List<Checksum> compared, MissingImage missingImage)
            throws ImageException {
        RecordedContent record = candidate.content().orElseThrow();
        String content = "sha256:" + record.sha256();
        OptionalLong space = OptionalLong.of(missingImage.needsCopy() ? record.size() : 0);
        String stored = "held: " + content;
        String why = why(candidate) + unknownDigest(record, compared);
        return switch (fetch.store().contents().condition(record.sha256(), fetch.call())) {
            case INTACT -> new CachePreview(true, stored + ", unchanged since " + seconds(record.added()) + why, space);
            case UNCERTAIN ->
                new CachePreview(
                        true, stored + why + ", but its file has changed since: it would be read again", space);
            case DAMAGED -> missingImage.because(content + " has been written to since: it would be fetched again");
        };
    }

    /** Names the checksum that decides, if the content has to be read to compute it. */
    private static String unknownDigest(RecordedContent record, List<Checksum> compared) {
        return compared.stream()
                .map(Checksum::algorithm)
                .filter(algorithm -> record.digests().stream()
                        .noneMatch(digest -> digest.algorithm().equals(algorithm)))
                .findFirst()
                .map(algorithm -> "; its " + algorithm + " is not recorded: it would be read to compare it")
                .orElse("");
    }

    /** What is not plain: how a reference leads to a content that was not recorded for it, or of another version. */
    private static String why(CacheCandidate candidate) {
        boolean digest = candidate.proof().equals(Optional.of(CacheCurrency.Proof.EXPECTED_DIGEST));
        return switch (candidate.keyKind()) {
            case REFERENCE, ORIGIN_DIGEST -> digest ? "; it has the expected digest" : "";
            case LOCATION ->
                digest
                        ? "; obtained from the same URL with another query, it has the expected digest"
                        : "; obtained from the same URL with another query, it is the version that the origin shows";
            case EXPECTED_DIGEST -> "; obtained without credentials from another reference, it has the expected digest";
        };
    }

    private static String difference(
            CacheCurrency.Reason reason, CacheCandidate candidate, ImageInfo info, List<Checksum> expected) {
        String content = "sha256:" + candidate.recorded().sha256();
        return switch (reason) {
            case OTHER_VERSION -> difference(candidate.recorded().info(), info);
            case UNKNOWN_VERSION ->
                "the origin shows no version, and the store has no image with an expected strong checksum";
            case OTHER_SIZE ->
                "the origin shows an image of " + info.size().orElse(0) + " bytes, " + content + " has "
                        + candidate.content().orElseThrow().size();
            case OTHER_DIGEST ->
                content + " does not have the expected "
                        + CacheCurrency.otherDigest(candidate.content().orElseThrow(), info, expected)
                                .orElseThrow();
            case DROPPED -> content + " has been removed from the store";
        };
    }

    private static String difference(ImageInfo recorded, ImageInfo info) {
        if (!recorded.entityTag().equals(info.entityTag())) {
            return "the origin has another version (etag " + info.entityTag().orElse("none") + " instead of "
                    + recorded.entityTag().orElse("none") + ")";
        }
        if (!updateTime(recorded).equals(updateTime(info))) {
            return "the origin has another version (of " + updateTime(info) + " instead of " + updateTime(recorded)
                    + ")";
        }
        return "the origin has another version";
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String updateTime(ImageInfo info) {
        return info.updatedAt().map(CachePreview::seconds).orElse("an unknown time");
    }

    /** The bytes of a part; 0 if it is longer than the image, since it belongs to another version then. */
    private static long bytesPresent(Store store, ContentNames names, OptionalLong size) throws ImageException {
        long present = names.shared() ? store.space().partLength(names.flightKey()) : 0;
        return present <= size.orElse(0) ? present : 0;
    }

    /**
     * An image that has to be transferred, in whole or in part.
     *
     * @param size its size; absent if unknown
     * @param bytesPresent its bytes in a part, of a transfer that runs or can be resumed
     * @param needsCopy whether the destination needs a copy in addition to the stored image
     */
    private record MissingImage(OptionalLong size, long bytesPresent, boolean needsCopy) {
        CachePreview because(String why) {
            String reason = "not held: " + why + (bytesPresent > 0 ? "; a part of it is present" : "");
            return new CachePreview(false, reason, space());
        }

        private OptionalLong space() {
            if (size.isEmpty()) {
                return size;
            }
            long rest = size.getAsLong() - bytesPresent;
            long copy = needsCopy ? size.getAsLong() : 0;
            return OptionalLong.of(rest > Long.MAX_VALUE - copy ? Long.MAX_VALUE : rest + copy);
        }
    }
}
