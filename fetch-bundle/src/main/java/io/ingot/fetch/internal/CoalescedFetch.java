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
 * A fetch through the store: a hit, or one transfer that all concurrent fetches of the same image share, in this
 * process and in others. One fetch leads; the others wait, and then place the stored image. If the leader fails for its
 * own reasons, another waiter takes over. Used by one thread.
 */
final class CoalescedFetch {
    /** Failures that every waiter would run into as well. */
    private static final Set<ErrorCode> SHARED_FAILURES =
            Set.of(ErrorCode.TRANSFER_FAILED, ErrorCode.INSUFFICIENT_SPACE, ErrorCode.UNAVAILABLE);

    private static final Duration LOCK_POLL_INTERVAL = Duration.ofMillis(25);

    private final FetchJob job;
    private final CacheLookup cache;
    private final ContentNames names;
    private final CacheHit hit;
    private final OriginTransfer originTransfer;
    private boolean writingToStore;

    CoalescedFetch(FetchJob job, CacheLookup cache, ContentNames names, CacheHit hit, OriginTransfer originTransfer) {
        this.job = job;
        this.cache = cache;
        this.names = names;
        this.hit = hit;
        this.originTransfer = originTransfer;
    }

    /** Fetches the image; empty if the store cannot be used for it, so that it has to be fetched without. */
    Optional<FetchedImage> run(ImageInfo info, Expectation expectation) throws StoreFailure, ImageException {
        Optional<FetchedImage> image = hit.place();
        while (image.isEmpty()) {
            if (!cache.store().isWritable()) {
                job.result().warn("not kept: the store " + cache.store().folder() + " is read-only");
                return Optional.empty();
            }
            job.meter().phase(FetchPhase.WAITING);
            job.meter().waitingFor("another fetch of the same image");
            SingleFlight.Outcome outcome = job.context().flights().join(names.flightKey(), job.call());
            if (outcome instanceof SingleFlight.Outcome.Lead lead) {
                return lead(lead.flight(), info, expectation);
            }
            if (!(outcome instanceof SingleFlight.Outcome.LookAgain again)) {
                return Optional.empty();
            }
            try (SingleFlight.Waiter waiter = again.waiter()) {
                image = hit.place();
            }
        }
        return image;
    }

    private Optional<FetchedImage> lead(SingleFlight.Flight flight, ImageInfo info, Expectation expectation)
            throws StoreFailure, ImageException {
        try (flight;
                TransferLock lock = lockTransfer()) {
            Optional<FetchedImage> image = hit.place();
            return image.isPresent() ? image : transfer(flight, lock, info, expectation);
        } catch (ImageException e) {
            job.context()
                    .stores()
                    .cleanInBackground(); // the part that the failed transfer left counts towards the limit
            throw e;
        }
    }

    /** Waits for another process that transfers the same image; this process holds the flight already. */
    private TransferLock lockTransfer() throws StoreFailure, ImageException {
        Optional<TransferLock> lock = cache.tryLock(names);
        if (lock.isEmpty()) {
            job.meter().waitingFor("another process that fetches the same image");
        }
        while (lock.isEmpty()) {
            CallPause.of(LOCK_POLL_INTERVAL, job.call());
            lock = cache.tryLock(names);
        }
        return lock.get();
    }

    /**
     * Transfers the image; empty if the store has filled up meanwhile and the destination is on another file system.
     */
    private Optional<FetchedImage> transfer(
            SingleFlight.Flight flight, TransferLock lock, ImageInfo info, Expectation expectation)
            throws ImageException {
        ImageRequest request = hit.contradicted()
                ? job.request().image().noCache(true)
                : job.request().image();
        try (StoreTarget storeTarget = new StoreTarget(job.storeFetch(cache.store()), lock, info.size())) {
            try {
                OriginTransfer.Result result = originTransfer.run(
                        request,
                        info,
                        expectation,
                        source -> selectTarget(source, storeTarget, flight),
                        storeTarget::received);
                if (result.image().source() == FetchedImage.Source.LINK) {
                    flight.endUnshared();
                } else {
                    flight.whenAllLeft(job.context().stores()::cleanInBackground);
                }
                return Optional.of(job.result().transferred(result));
            } catch (ImageException e) {
                if (writingToStore
                        && !job.call().isEnded()
                        && !storeTarget.failedForThisFetch()
                        && storeTarget.isOnlyStoreFull(e)) {
                    job.result().warn("not kept: " + e.getMessage());
                    storeTarget.close();
                    lock.discard();
                    flight.endUnshared();
                    return Optional.empty();
                }
                if (SHARED_FAILURES.contains(e.code()) && !job.call().isEnded() && !storeTarget.failedForThisFetch()) {
                    flight.fail(e);
                }
                throw e;
            }
        }
    }

    /**
     * Selects where the bytes go. An image that must not be cached is written straight to the destination. A local file
     * is copied through the store only if the store can share its bytes with the destination.
     */
    private Target selectTarget(ResolvedSource source, StoreTarget storeTarget, SingleFlight.Flight flight)
            throws ImageException {
        writingToStore = false;
        Target tempFile = new TempFileTarget(job.destination(), job.settings().ownership());
        boolean isFile = source.bytes().file().isPresent();
        if (!source.mayBeCached() || (isFile && !cache.store().space().canShareBlocksWith(job.destination()))) {
            flight.endUnshared();
            return tempFile;
        }
        if (isAnonymous(source)) {
            storeTarget.markAnonymous();
        }
        try {
            storeTarget.prepare(source.size());
            writingToStore = true;
            return storeTarget;
        } catch (ImageException e) {
            if (storeTarget.failedForThisFetch() || !storeTarget.mayUseTempFile(e)) {
                throw e;
            }
            job.result().warn("not kept: " + e.getMessage());
            flight.endUnshared();
            return tempFile;
        }
    }

    /**
     * Whether the origin serves these bytes to everyone. The locations of a catalogue do not count: it may protect an
     * image that they serve without credentials.
     */
    private boolean isAnonymous(ResolvedSource source) {
        ImageReference reference = job.request().image().reference();
        return source.bytes().anonymous()
                && source.reference().equals(reference)
                && ContentNames.anonymous(job.request().image())
                && !ContentNames.signed(reference);
    }
}
