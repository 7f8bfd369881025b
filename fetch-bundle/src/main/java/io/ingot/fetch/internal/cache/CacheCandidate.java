// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.cache;

import io.ingot.fetch.internal.store.ContentNames;
import io.ingot.fetch.internal.store.RecordedContent;
import io.ingot.fetch.internal.store.RecordedReference;
import io.ingot.fetch.internal.store.Store;
import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A recorded content that may be what a request is for.
 *
 * @param trail how it was found
 * @param recorded what was recorded there
 * @param content what is known of it
 * @param currency whether it is what the origin shows
 */
record CacheCandidate(
        CacheCurrency.Trail trail, RecordedReference recorded, RecordedContent content, CacheCurrency currency) {
    /**
     * Whether the origin's answer may be recorded with this content. A content that only the caller's digest led to is no
     * statement of the origin, whose version may be of other bytes; and each signature would leave a record of its own.
     */
    boolean mayBeRecorded() {
        return currency == CacheCurrency.SAME_VERSION && trail != CacheCurrency.Trail.LOCATION;
    }

    /**
     * A place where candidates are looked for.
     *
     * @param key of the record
     */
    record Clue(CacheCurrency.Trail trail, String key) {
        /** Where to look for what these names name, the best first. */
        static List<Clue> of(ContentNames names) {
            List<Clue> clues = new ArrayList<>();
            clues.add(new Clue(CacheCurrency.Trail.REFERENCE, names.referenceKey()));
            names.vouchedKeys().forEach(key -> clues.add(new Clue(CacheCurrency.Trail.VOUCHED, key)));
            clues.add(new Clue(CacheCurrency.Trail.LOCATION, names.locationKey()));
            names.plainKey().ifPresent(key -> clues.add(new Clue(CacheCurrency.Trail.LOCATION, key)));
            names.wantedKeys().forEach(key -> clues.add(new Clue(CacheCurrency.Trail.DIGEST, key)));
            return clues;
        }

        /** The candidate that a record leads to; absent if its content is not held any more. */
        Optional<CacheCandidate> lead(Store store, RecordedReference recorded, ImageInfo shown, List<Checksum> wanted)
                throws ImageException {
            return store.contents().known(recorded.sha256())
                    .map(content -> new CacheCandidate(
                            trail,
                            recorded,
                            content,
                            CacheCurrency.of(trail, recorded.info(), content, shown, wanted)));
        }
    }
}
