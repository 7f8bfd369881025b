// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.fetch.internal.cache.CacheLookup;
import io.ingot.fetch.internal.cache.StoreFailure;
import io.ingot.fetch.internal.destination.FetchDestination;
import io.ingot.fetch.internal.digest.Expectation;
import io.ingot.fetch.internal.progress.ProgressMeter;
import io.ingot.fetch.internal.store.ContentNames;
import io.ingot.fetch.internal.store.PlacedContent;
import io.ingot.fetch.internal.store.RecordedReference;
import io.ingot.fetch.internal.store.StoredContent;
import io.ingot.fetch.internal.transfer.SizePolicy;
import io.ingot.image.Call;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.client.FetchedImage;
import java.util.List;
import java.util.Optional;

/** An image that is held, is what the origin shows now, and is what the caller wants. Used by one thread. */
final class CacheHit {
    private final CacheLookup shelf;
    private final ContentNames names;
    private final ImageInfo shown;
    private final Expectation expectation;
    private final SizePolicy acceptance;
    private final FetchDestination destination;
    private final ProgressMeter meter;
    private final ResultBuilder telling;
    private boolean contradicted;

    CacheHit(
            CacheLookup shelf,
            ContentNames names,
            ImageInfo shown,
            Expectation expectation,
            SizePolicy acceptance,
            FetchDestination destination,
            ProgressMeter meter,
            ResultBuilder telling) {
        this.shelf = shelf;
        this.names = names;
        this.shown = shown;
        this.expectation = expectation;
        this.acceptance = acceptance;
        this.destination = destination;
        this.meter = meter;
        this.telling = telling;
    }

    /** Places the image, if it is held. */
    Optional<FetchedImage> place(Call call) throws StoreFailure, ImageException {
        meter.phase(FetchPhase.CHECKING);
        Optional<CacheLookup.Current> current = shelf.current(names, shown, call);
        if (current.isEmpty()) {
            return Optional.empty();
        }
        Optional<PlacedContent> placed = place(current.get().content(), call);
        if (placed.isPresent() && current.get().mayBeRecorded()) {
            shelf.remember(names, placed.get().held(), shown, call);
        }
        return placed.map(there -> telling.held(there.held(), shown, expectation, false));
    }

    /** Places what was recorded, without having asked. */
    Optional<FetchedImage> stale(RecordedReference recorded, ImageException unreachable, Call call)
            throws StoreFailure, ImageException {
        meter.phase(FetchPhase.CHECKING);
        Optional<StoredContent> held = shelf.sound(recorded, call);
        telling.warn("it may be out of date: it was taken from the store, because its origin could not be asked: "
                + unreachable.getMessage());
        Optional<PlacedContent> placed = held.isPresent() ? place(held.get(), call) : Optional.empty();
        return placed.map(there -> telling.held(there.held(), shown, expectation, true));
    }

    /** Whether what is held is current, and is not what is wanted: it is no hit then, and is fetched past all caches. */
    boolean contradicted() {
        return contradicted;
    }

    private Optional<PlacedContent> place(StoredContent found, Call call) throws StoreFailure, ImageException {
        acceptance.size(telling.reference(), found.size());
        Optional<StoredContent> held = shelf.digested(found, List.copyOf(expectation.algorithms()), call);
        if (held.isEmpty()) {
            return Optional.empty();
        }
        contradicted = expectation.unmet(held.get().digests()).isPresent();
        if (contradicted) {
            return Optional.empty();
        }
        meter.phase(FetchPhase.COMMITTING);
        call.check();
        Optional<PlacedContent> placed = shelf.store().place(held.get(), destination, call);
        meter.there(held.get().size());
        return placed;
    }
}
