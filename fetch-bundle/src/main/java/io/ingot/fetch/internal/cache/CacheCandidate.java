// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.cache;

import io.ingot.fetch.internal.cache.CacheCurrency.Current;
import io.ingot.fetch.internal.cache.CacheCurrency.Proof;
import io.ingot.fetch.internal.cache.CacheCurrency.Trail;
import io.ingot.fetch.internal.store.RecordedContent;
import io.ingot.fetch.internal.store.RecordedReference;
import java.util.Optional;

/**
 * A recorded content that may be what a request is for.
 *
 * @param trail how it was found
 * @param recorded what was recorded there
 * @param content what is known of it; absent if it is not held any more
 * @param currency whether it is what the origin shows
 */
record CacheCandidate(
        Trail trail, RecordedReference recorded, Optional<RecordedContent> content, CacheCurrency currency) {
    /** Why it is current, if it is. */
    Optional<Proof> proof() {
        return currency instanceof Current current ? Optional.of(current.proof()) : Optional.empty();
    }

    /** Whether it has another digest than is wanted: the origin, or a cache on the way, shows what is not wanted. */
    boolean contradicts() {
        return currency.equals(new CacheCurrency.Stale(CacheCurrency.Reason.OTHER_DIGEST));
    }

    /**
     * Whether the origin's answer may be recorded with this content. A content that only the caller's digest led to is no
     * statement of the origin, whose version may be of other bytes; and each signature would leave a record of its own.
     */
    boolean mayBeRecorded() {
        return proof().equals(Optional.of(Proof.SAME_VERSION)) && trail != Trail.LOCATION;
    }
}
