// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.cache;

import io.ingot.fetch.internal.cache.CacheCurrency.Current;
import io.ingot.fetch.internal.cache.CacheCurrency.KeyKind;
import io.ingot.fetch.internal.cache.CacheCurrency.Proof;
import io.ingot.fetch.internal.store.RecordedContent;
import io.ingot.fetch.internal.store.RecordedReference;
import java.util.Optional;

/**
 * A recorded content that may be the image of a request.
 *
 * @param keyKind the kind of key under which it was found
 * @param recorded the record found there
 * @param content the record of the content; absent if the store has dropped it
 * @param currency whether it is what the origin shows
 */
record CacheCandidate(
        KeyKind keyKind, RecordedReference recorded, Optional<RecordedContent> content, CacheCurrency currency) {
    /** Why the content is current; empty if it is stale. */
    Optional<Proof> proof() {
        return currency instanceof Current current ? Optional.of(current.proof()) : Optional.empty();
    }

    /** Whether the content lacks an expected digest: the origin, or a cache on the way, shows an unexpected image. */
    boolean contradicts() {
        return currency.equals(new CacheCurrency.Stale(CacheCurrency.Reason.OTHER_DIGEST));
    }

    /**
     * Whether the answer of the origin may be recorded with this content. It may not be if only the caller's digest led
     * to the content: the version of the origin may be of other bytes. Nor if the content was found without the
     * signature of the reference: each signature would leave another record.
     */
    boolean mayBeRecorded() {
        return proof().equals(Optional.of(Proof.SAME_VERSION)) && keyKind != KeyKind.LOCATION;
    }
}
