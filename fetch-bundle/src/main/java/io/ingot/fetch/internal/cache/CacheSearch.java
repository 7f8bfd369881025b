// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.cache;

import io.ingot.fetch.internal.cache.CacheCurrency.KeyKind;
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
 * A search through the records that may lead to the image of a request, the best first. A fetch and its preview use the
 * same search. Reads a few records, but no image and no folder. Used by one thread.
 */
final class CacheSearch {
    private final StoreContents contents;
    private final ImageInfo info;
    private final List<Checksum> expected;
    private final Queue<RecordKey> keys = new ArrayDeque<>();

    /**
     * Creates a search.
     *
     * @param info what the origin shows of the image now
     * @param expected the checksums that the caller expects
     */
    CacheSearch(StoreContents contents, ContentNames names, ImageInfo info, List<Checksum> expected) {
        this.contents = contents;
        this.info = info;
        this.expected = expected;
        keys.add(new RecordKey(KeyKind.REFERENCE, names.referenceKey()));
        names.vouchedKeys().forEach(key -> keys.add(new RecordKey(KeyKind.ORIGIN_DIGEST, key)));
        keys.add(new RecordKey(KeyKind.LOCATION, names.locationKey()));
        names.plainKey().ifPresent(key -> keys.add(new RecordKey(KeyKind.LOCATION, key)));
        names.expectedKeys().forEach(key -> keys.add(new RecordKey(KeyKind.EXPECTED_DIGEST, key)));
    }

    /** Returns the next candidate; empty after the last one. */
    Optional<CacheCandidate> next() throws ImageException {
        RecordKey key = keys.poll();
        while (key != null) {
            Optional<RecordedReference> recorded = contents.reference(key.key());
            if (recorded.isPresent()) {
                return Optional.of(candidate(key.kind(), recorded.get()));
            }
            key = keys.poll();
        }
        return Optional.empty();
    }

    private CacheCandidate candidate(KeyKind kind, RecordedReference recorded) throws ImageException {
        Optional<RecordedContent> content = contents.contentRecord(recorded.sha256());
        return new CacheCandidate(
                kind, recorded, content, CacheCurrency.of(kind, recorded.info(), content, info, expected));
    }

    /**
     * The key of a record that may lead to a candidate.
     *
     * @param kind the kind of key
     * @param key the key of the record
     */
    private record RecordKey(KeyKind kind, String key) {}
}
