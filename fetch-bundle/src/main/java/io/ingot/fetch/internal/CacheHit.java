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

/** Places the stored image that is current and has the expected checksums, if there is one. Used by one thread. */
final class CacheHit {
    private final FetchJob job;
    private final CacheLookup cache;
    private final ContentNames names;
    private final ImageInfo info;
    private final Expectation expectation;
    private boolean contradicted;

    CacheHit(FetchJob job, CacheLookup cache, ContentNames names, ImageInfo info, Expectation expectation) {
        this.job = job;
        this.cache = cache;
        this.names = names;
        this.info = info;
        this.expectation = expectation;
    }

    /** Places the image; empty if the store has none that is a hit. */
    Optional<FetchedImage> place() throws StoreFailure, ImageException {
        job.meter().phase(FetchPhase.CHECKING);
        CacheLookup.Hits hits = cache.hits(names, info);
        boolean anyContradicted = false;
        for (Optional<CacheLookup.Current> next = hits.next(job.call());
                next.isPresent();
                next = hits.next(job.call())) {
            CacheLookup.Current current = next.get();
            Optional<PlacedContent> placed = place(current.content());
            if (placed.isPresent()) {
                if (current.mayBeRecorded()) {
                    cache.record(names, placed.get().content(), info, job.call());
                }
                return Optional.of(job.result().fromStore(placed.get().content(), info, expectation, false));
            }
            anyContradicted |= contradicted;
        }
        contradicted = anyContradicted || hits.contradicted();
        return Optional.empty();
    }

    /** Places the recorded image, whose origin could not be asked, and warns that it may be out of date. */
    Optional<FetchedImage> placeStale(RecordedReference recorded, ImageException unreachable)
            throws StoreFailure, ImageException {
        job.meter().phase(FetchPhase.CHECKING);
        Optional<StoredContent> content = cache.intact(recorded, job.call());
        job.result()
                .warn("the image may be out of date: it was taken from the store, because its origin could not be"
                        + " asked: "
                        + unreachable.getMessage());
        Optional<PlacedContent> placed = content.isPresent() ? place(content.get()) : Optional.empty();
        return placed.map(image -> job.result().fromStore(image.content(), info, expectation, true));
    }

    /**
     * Whether a current stored image lacks an expected checksum. It is not a hit then, and the image is fetched without
     * any cache.
     */
    boolean contradicted() {
        return contradicted;
    }

    private Optional<PlacedContent> place(StoredContent stored) throws StoreFailure, ImageException {
        contradicted = false;
        job.sizePolicy().checkSize(job.reference(), stored.size());
        Optional<StoredContent> content = cache.withDigests(stored, List.copyOf(expectation.algorithms()), job.call());
        if (content.isEmpty()) {
            return Optional.empty();
        }
        contradicted = expectation.firstMismatch(content.get().digests()).isPresent();
        if (contradicted) {
            return Optional.empty();
        }
        job.meter().phase(FetchPhase.COMMITTING);
        job.call().check();
        Optional<PlacedContent> placed = cache.store().contents().place(content.get(), job.destination(), job.call());
        job.meter().bytesPresent(content.get().size());
        return placed;
    }
}
