// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.fetch.internal.cache.CacheLookup;
import io.ingot.fetch.internal.cache.StoreFailure;
import io.ingot.fetch.internal.digest.Expectation;
import io.ingot.fetch.internal.store.ContentNames;
import io.ingot.fetch.internal.store.PlacedContent;
import io.ingot.fetch.internal.store.RecordedReference;
import io.ingot.fetch.internal.store.StoredContent;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.client.FetchedImage;
import java.util.List;
import java.util.Optional;

/** An image that is held, is what the origin shows now, and is what the caller wants. Used by one thread. */
final class CacheHit {
    private final FetchJob job;
    private final CacheLookup cache;
    private final ContentNames names;
    private final ImageInfo shown;
    private final Expectation expectation;
    private boolean contradicted;

    CacheHit(FetchJob job, CacheLookup cache, ContentNames names, ImageInfo shown, Expectation expectation) {
        this.job = job;
        this.cache = cache;
        this.names = names;
        this.shown = shown;
        this.expectation = expectation;
    }

    /** Places the image, if it is held. */
    Optional<FetchedImage> place() throws StoreFailure, ImageException {
        job.meter().phase(FetchPhase.CHECKING);
        CacheLookup.Hits hits = cache.hits(names, shown);
        boolean passedOver = false;
        for (Optional<CacheLookup.Current> next = hits.next(job.call());
                next.isPresent();
                next = hits.next(job.call())) {
            CacheLookup.Current current = next.get();
            Optional<PlacedContent> placed = place(current.content());
            if (placed.isPresent()) {
                if (current.mayBeRecorded()) {
                    cache.remember(names, placed.get().content(), shown, job.call());
                }
                return Optional.of(job.result().held(placed.get().content(), shown, expectation, false));
            }
            passedOver |= contradicted;
        }
        contradicted = passedOver || hits.contradicted();
        return Optional.empty();
    }

    /** Places what was recorded, without having asked. */
    Optional<FetchedImage> stale(RecordedReference recorded, ImageException unreachable)
            throws StoreFailure, ImageException {
        job.meter().phase(FetchPhase.CHECKING);
        Optional<StoredContent> held = cache.sound(recorded, job.call());
        job.result()
                .warn("it may be out of date: it was taken from the store, because its origin could not be asked: "
                        + unreachable.getMessage());
        Optional<PlacedContent> placed = held.isPresent() ? place(held.get()) : Optional.empty();
        return placed.map(there -> job.result().held(there.content(), shown, expectation, true));
    }

    /** Whether what is held is current, and is not what is wanted: it is no hit then, and is fetched past all caches. */
    boolean contradicted() {
        return contradicted;
    }

    private Optional<PlacedContent> place(StoredContent found) throws StoreFailure, ImageException {
        contradicted = false;
        job.sizes().checkSize(job.reference(), found.size());
        Optional<StoredContent> held = cache.digested(found, List.copyOf(expectation.algorithms()), job.call());
        if (held.isEmpty()) {
            return Optional.empty();
        }
        contradicted = expectation.firstMismatch(held.get().digests()).isPresent();
        if (contradicted) {
            return Optional.empty();
        }
        job.meter().phase(FetchPhase.COMMITTING);
        job.call().check();
        Optional<PlacedContent> placed = cache.store().contents().place(held.get(), job.destination(), job.call());
        job.meter().there(held.get().size());
        return placed;
    }
}
