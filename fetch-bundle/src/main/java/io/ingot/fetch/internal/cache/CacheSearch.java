// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.cache;

import io.ingot.fetch.internal.cache.CacheCurrency.Trail;
import io.ingot.fetch.internal.store.ContentNames;
import io.ingot.fetch.internal.store.RecordedContent;
import io.ingot.fetch.internal.store.RecordedReference;
import io.ingot.fetch.internal.store.StoreContents;
import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * One walk through the records that may lead to what a request is for, the best first. A fetch and its preview walk the same
 * way. Reads a few records, no image and no folder. Used by one thread.
 */
final class CacheSearch {
    private final StoreContents contents;
    private final ImageInfo shown;
    private final List<Checksum> wanted;
    private final Queue<Clue> clues = new ArrayDeque<>();

    /**
     * A walk that has not begun.
     *
     * @param shown what the origin shows of the image now
     * @param wanted the checksums that the caller wants
     */
    CacheSearch(StoreContents contents, ContentNames names, ImageInfo shown, List<Checksum> wanted) {
        this.contents = contents;
        this.shown = shown;
        this.wanted = wanted;
        clues.add(new Clue(Trail.REFERENCE, names.referenceKey()));
        names.vouchedKeys().forEach(key -> clues.add(new Clue(Trail.VOUCHED, key)));
        clues.add(new Clue(Trail.LOCATION, names.locationKey()));
        names.plainKey().ifPresent(key -> clues.add(new Clue(Trail.LOCATION, key)));
        names.expectedKeys().forEach(key -> clues.add(new Clue(Trail.DIGEST, key)));
    }

    /** The next candidate; absent after the last one. */
    Optional<CacheCandidate> next() throws ImageException {
        Clue clue = clues.poll();
        while (clue != null) {
            Optional<RecordedReference> recorded = contents.reference(clue.key());
            if (recorded.isPresent()) {
                return Optional.of(candidate(clue.trail(), recorded.get()));
            }
            clue = clues.poll();
        }
        return Optional.empty();
    }

    private CacheCandidate candidate(Trail trail, RecordedReference recorded) throws ImageException {
        Optional<RecordedContent> content = contents.contentRecord(recorded.sha256());
        return new CacheCandidate(
                trail, recorded, content, CacheCurrency.of(trail, recorded.info(), content, shown, wanted));
    }

    /**
     * A place where a candidate may be recorded.
     *
     * @param key of the record
     */
    private record Clue(Trail trail, String key) {}
}
