// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.fetch.internal.cache.CacheLookup;
import io.ingot.fetch.internal.cache.StoreFailure;
import io.ingot.fetch.internal.cache.StoreTarget;
import io.ingot.fetch.internal.destination.Target;
import io.ingot.fetch.internal.destination.TempFileTarget;
import io.ingot.fetch.internal.digest.Expectation;
import io.ingot.fetch.internal.flight.SingleFlight;
import io.ingot.fetch.internal.limit.CallPause;
import io.ingot.fetch.internal.source.ResolvedSource;
import io.ingot.fetch.internal.store.ContentNames;
import io.ingot.fetch.internal.store.TransferLock;
import io.ingot.image.ErrorCode;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
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

    private final FetchJob job;
    private final CacheLookup cache;
    private final ContentNames names;
    private final CacheHit hit;
    private final OriginTransfer transfer;
    private boolean keeping;

    CoalescedFetch(FetchJob job, CacheLookup cache, ContentNames names, CacheHit hit, OriginTransfer transfer) {
        this.job = job;
        this.cache = cache;
        this.names = names;
        this.hit = hit;
        this.transfer = transfer;
    }

    /** The image; absent if the store cannot help, and it is to be fetched without it. */
    Optional<FetchedImage> run(ImageInfo shown, Expectation wanted) throws StoreFailure, ImageException {
        Optional<FetchedImage> found = hit.place();
        while (found.isEmpty()) {
            if (!cache.store().isWritable()) {
                job.result().warn("not kept: the store " + cache.store().folder() + " is read-only");
                return Optional.empty();
            }
            job.meter().phase(FetchPhase.WAITING);
            job.meter().waitsFor("another fetch of the same image");
            SingleFlight.Answer answer = job.context().flights().board(names.flightKey(), job.call());
            if (answer instanceof SingleFlight.Answer.Lead lead) {
                return lead(lead.flight(), shown, wanted);
            }
            if (!(answer instanceof SingleFlight.Answer.LookAgain again)) {
                return Optional.empty();
            }
            try (SingleFlight.Waiter seat = again.seat()) {
                found = hit.place();
            }
        }
        return found;
    }

    private Optional<FetchedImage> lead(SingleFlight.Flight flight, ImageInfo shown, Expectation wanted)
            throws StoreFailure, ImageException {
        try (flight;
                TransferLock turn = turn()) {
            Optional<FetchedImage> found = hit.place();
            return found.isPresent() ? found : transfer(flight, turn, shown, wanted);
        } catch (ImageException e) {
            job.context().room().clean(); // what the transfer left counts, too
            throw e;
        }
    }

    /** Nobody else of this process wants it now: it is another process that is waited for. */
    private TransferLock turn() throws StoreFailure, ImageException {
        Optional<TransferLock> turn = cache.tryTurn(names);
        if (turn.isEmpty()) {
            job.meter().waitsFor("another process that fetches the same image");
        }
        while (turn.isEmpty()) {
            CallPause.of(LOOK_AGAIN, job.call());
            turn = cache.tryTurn(names);
        }
        return turn.get();
    }

    /** The image; absent if the store has filled up meanwhile, and the destination has a file system of its own. */
    private Optional<FetchedImage> transfer(
            SingleFlight.Flight flight, TransferLock turn, ImageInfo shown, Expectation wanted) throws ImageException {
        ImageRequest asked = hit.contradicted()
                ? job.request().image().noCache(true)
                : job.request().image();
        try (StoreTarget kept = new StoreTarget(job.through(cache.store()), turn, shown.size())) {
            try {
                OriginTransfer.Delivery delivery =
                        this.transfer.carry(asked, shown, wanted, leaf -> landing(leaf, kept, flight), kept::received);
                if (delivery.arrival().source() == FetchedImage.Source.LINK) {
                    flight.alone();
                } else {
                    flight.afterwards(job.context().room()::clean);
                }
                return Optional.of(job.result().arrived(delivery));
            } catch (ImageException e) {
                if (keeping && !job.call().ended() && !kept.ownTrouble() && kept.isFullAlone(e)) {
                    job.result().warn("not kept: " + e.getMessage());
                    kept.close();
                    turn.discard();
                    flight.alone();
                    return Optional.empty();
                }
                if (FOR_ALL.contains(e.code()) && !job.call().ended() && !kept.ownTrouble()) {
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
        Target beside = new TempFileTarget(job.destination(), job.settings().rights());
        boolean file = leaf.bytes().file().isPresent();
        if (!leaf.mayBeCached() || (file && !cache.store().space().canShareBlocksWith(job.destination()))) {
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
            job.result().warn("not kept: " + e.getMessage());
            flight.alone();
            return beside;
        }
    }

    /** Whether anyone is given these bytes: a catalogue, whose locations are others, may protect what they do not. */
    private boolean isOpen(ResolvedSource leaf) {
        ImageReference reference = job.request().image().reference();
        return leaf.bytes().anonymous()
                && leaf.reference().equals(reference)
                && ContentNames.anonymous(job.request().image())
                && !ContentNames.signed(reference);
    }
}
