// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.fetch.internal.cache.CacheLookup;
import io.ingot.fetch.internal.cache.StoreFailure;
import io.ingot.fetch.internal.cache.StoreTarget;
import io.ingot.fetch.internal.destination.FetchDestination;
import io.ingot.fetch.internal.destination.Target;
import io.ingot.fetch.internal.destination.TempFileTarget;
import io.ingot.fetch.internal.digest.Expectation;
import io.ingot.fetch.internal.flight.SingleFlight;
import io.ingot.fetch.internal.limit.CallPause;
import io.ingot.fetch.internal.progress.ProgressMeter;
import io.ingot.fetch.internal.source.ResolvedSource;
import io.ingot.fetch.internal.store.ContentNames;
import io.ingot.fetch.internal.store.TransferLock;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The way through the store: a hit; or one transfer for all who want the image at once, in this process and in others,
 * and hits for the others. Who leads and fails for a reason of its own is followed by another. Used by one thread.
 */
final class CoalescedFetch {
    /** What all who wait would only find, too. */
    private static final Set<ErrorCode> FOR_ALL =
            Set.of(ErrorCode.TRANSFER_FAILED, ErrorCode.INSUFFICIENT_SPACE, ErrorCode.UNAVAILABLE);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(25);

    private final FetchRequest request;
    private final FetchDestination destination;
    private final FetchSettings settings;
    private final EngineContext means;
    private final CacheLookup shelf;
    private final ContentNames names;
    private final CacheHit hit;
    private final OriginTransfer passage;
    private final ProgressMeter meter;
    private final ResultBuilder telling;
    private boolean keeping;

    CoalescedFetch(
            FetchRequest request,
            FetchDestination destination,
            FetchSettings settings,
            EngineContext means,
            CacheLookup shelf,
            ContentNames names,
            CacheHit hit,
            OriginTransfer passage,
            ProgressMeter meter,
            ResultBuilder telling) {
        this.request = request;
        this.destination = destination;
        this.settings = settings;
        this.means = means;
        this.shelf = shelf;
        this.names = names;
        this.hit = hit;
        this.passage = passage;
        this.meter = meter;
        this.telling = telling;
    }

    /** The image; absent if the store cannot help, and it is to be fetched without it. */
    Optional<FetchedImage> run(ImageInfo shown, Expectation wanted, Call call) throws StoreFailure, ImageException {
        Optional<FetchedImage> found = hit.place(call);
        while (found.isEmpty()) {
            if (!shelf.store().writable()) {
                telling.warn("not kept: the store " + shelf.store().folder() + " is read-only");
                return Optional.empty();
            }
            meter.phase(FetchPhase.WAITING);
            meter.waitsFor("another fetch of the same image");
            SingleFlight.Answer answer = means.flights().board(names.flightKey(), call);
            if (answer instanceof SingleFlight.Answer.Lead lead) {
                return lead(lead.flight(), shown, wanted, call);
            }
            if (!(answer instanceof SingleFlight.Answer.LookAgain again)) {
                return Optional.empty();
            }
            try (SingleFlight.Waiter seat = again.seat()) {
                found = hit.place(call);
            }
        }
        return found;
    }

    private Optional<FetchedImage> lead(SingleFlight.Flight flight, ImageInfo shown, Expectation wanted, Call call)
            throws StoreFailure, ImageException {
        try (flight;
                TransferLock turn = turn(call)) {
            Optional<FetchedImage> found = hit.place(call);
            return found.isPresent() ? found : transfer(flight, turn, shown, wanted, call);
        } catch (ImageException e) {
            means.room().clean(); // what the transfer left counts, too
            throw e;
        }
    }

    /** Nobody else of this process wants it now: it is another process that is waited for. */
    private TransferLock turn(Call call) throws StoreFailure, ImageException {
        Optional<TransferLock> turn = shelf.tryTurn(names);
        if (turn.isEmpty()) {
            meter.waitsFor("another process that fetches the same image");
        }
        while (turn.isEmpty()) {
            CallPause.of(LOOK_AGAIN, call);
            turn = shelf.tryTurn(names);
        }
        return turn.get();
    }

    /** The image; absent if the store has filled up meanwhile, and the destination has a file system of its own. */
    private Optional<FetchedImage> transfer(
            SingleFlight.Flight flight, TransferLock turn, ImageInfo shown, Expectation wanted, Call call)
            throws ImageException {
        ImageRequest asked = hit.contradicted() ? request.image().noCache(true) : request.image();
        try (StoreTarget kept = new StoreTarget(
                shelf.store(),
                turn,
                names.shared(),
                request,
                means.equipment().door().origin(request.image().reference()),
                destination,
                shown.size(),
                call)) {
            try {
                OriginTransfer.Delivery delivery =
                        passage.carry(asked, shown, wanted, leaf -> landing(leaf, kept, flight), kept::received, call);
                if (delivery.arrival().source() == FetchedImage.Source.LINK) {
                    flight.alone();
                } else {
                    flight.afterwards(means.room()::clean);
                }
                return Optional.of(telling.arrived(delivery));
            } catch (ImageException e) {
                if (keeping && !call.ended() && !kept.ownTrouble() && kept.isFullAlone(e)) {
                    telling.warn("not kept: " + e.getMessage());
                    kept.close();
                    turn.discard();
                    flight.alone();
                    return Optional.empty();
                }
                if (FOR_ALL.contains(e.code()) && !call.ended() && !kept.ownTrouble()) {
                    flight.failed(e);
                }
                throw e;
            }
        }
    }

    /**
     * What must not be kept goes straight to the destination. A local file is copied through the store only if the store
     * can share its bytes with the destination.
     */
    private Target landing(ResolvedSource leaf, StoreTarget kept, SingleFlight.Flight flight) throws ImageException {
        keeping = false;
        Target beside = new TempFileTarget(destination, settings.rights());
        boolean file = leaf.bytes().file().isPresent();
        if (!leaf.mayBeKept() || (file && !shelf.store().sharesBytesWith(destination))) {
            flight.alone();
            return beside;
        }
        if (isOpen(leaf)) {
            kept.openly();
        }
        try {
            kept.prepare(leaf.size());
            keeping = true;
            return kept;
        } catch (ImageException e) {
            if (kept.ownTrouble() || !kept.mayBeHelpedElsewhere(e)) {
                throw e;
            }
            telling.warn("not kept: " + e.getMessage());
            flight.alone();
            return beside;
        }
    }

    /** Whether anyone is given these bytes: a catalogue, whose locations are others, may protect what they do not. */
    private boolean isOpen(ResolvedSource leaf) {
        ImageReference reference = request.image().reference();
        return leaf.bytes().anonymous()
                && leaf.reference().equals(reference)
                && ContentNames.open(request.image())
                && !ContentNames.signed(reference);
    }
}
