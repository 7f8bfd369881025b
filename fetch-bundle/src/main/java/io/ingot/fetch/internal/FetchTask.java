// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.fetch.internal.cache.CacheLookup;
import io.ingot.fetch.internal.cache.StoreFailure;
import io.ingot.fetch.internal.cache.StoreProvider;
import io.ingot.fetch.internal.checksum.ChecksumFiles;
import io.ingot.fetch.internal.destination.FetchDestination;
import io.ingot.fetch.internal.destination.PartSweeper;
import io.ingot.fetch.internal.destination.TempFileTarget;
import io.ingot.fetch.internal.digest.Expectation;
import io.ingot.fetch.internal.source.EndOfCall;
import io.ingot.fetch.internal.store.ContentNames;
import io.ingot.fetch.internal.store.RecordedReference;
import io.ingot.fetch.internal.transfer.Backoff;
import io.ingot.image.ErrorCode;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.FetchedImage;
import java.util.Optional;
import java.util.Set;

/**
 * Fetches one reference: reads its checksum files, asks the origin, and places the image from the store or transfers it. The
 * origin is asked each time whether this caller may have the bytes. Used by one thread.
 */
final class FetchTask {
    private static final Set<ErrorCode> UNREACHABLE =
            Set.of(ErrorCode.TRANSFER_FAILED, ErrorCode.UNAVAILABLE, ErrorCode.TIMED_OUT);

    private final FetchJob asked;

    FetchTask(FetchJob asked) {
        this.asked = asked;
    }

    FetchedImage run() throws ImageException {
        asked.call().check();
        try (FetchDestination.Holding held = asked.destination().hold()) {
            return fetch();
        }
    }

    private FetchedImage fetch() throws ImageException {
        asked.meter().phase(FetchPhase.ASKING);
        ChecksumFiles.Outcome sums = asked.checksumFiles().readAll(asked.request(), asked.call());
        sums.warnings().forEach(asked.result()::warn);
        FetchJob job = asked.with(sums.request());
        Expectation wanted = job.expectation();
        Backoff backoff = job.backoff();
        OriginTransfer transfer = new OriginTransfer(job, backoff);
        try (StoreProvider.StoreHandle handle = store(job)) {
            Optional<CacheLookup> cache = handle.store()
                    .map(store -> new CacheLookup(store, job.request().checksums()));
            Optional<RecordedReference> remembered = remembered(job, cache);
            ImageInfo shown;
            try {
                ImageRequest known = CacheLookup.conditional(job.request().image(), remembered);
                shown = backoff.retryWhileResolverAway(
                        job.call(),
                        () -> job.context()
                                .equipment()
                                .resolver()
                                .show(known, job.asking().limits(), job.call()));
            } catch (ImageException e) {
                return stale(job, cache, remembered, wanted, e);
            }
            job.meter()
                    .servedBy(job.context()
                            .equipment()
                            .resolver()
                            .service(job.reference().scheme()));
            job.sizes().checkImage(job.reference(), shown, job.destination());
            job.meter().total(shown.size());
            PartSweeper.sweep(job.destination());
            return cache.isPresent() && shown.cacheable()
                    ? throughStore(job, cache.get(), shown, wanted, transfer)
                    : directly(job, shown, wanted, transfer);
        }
    }

    private static StoreProvider.StoreHandle store(FetchJob job) throws ImageException {
        if (!job.request().options().useStore()) {
            return StoreProvider.StoreHandle.none();
        }
        StoreProvider.StoreHandle handle = job.context().room().enterIfUsable();
        job.result().warn(handle.problem());
        return handle;
    }

    private static Optional<RecordedReference> remembered(FetchJob job, Optional<CacheLookup> cache)
            throws ImageException {
        try {
            return cache.isPresent() ? cache.get().remembered(job.request().image()) : Optional.empty();
        } catch (StoreFailure e) {
            job.result().warn(e.warning());
            return Optional.empty();
        }
    }

    private static FetchedImage throughStore(
            FetchJob job, CacheLookup cache, ImageInfo shown, Expectation wanted, OriginTransfer transfer)
            throws ImageException {
        try {
            ContentNames names = ContentNames.of(
                    job.request().image(), job.origin(), shown, job.request().checksums());
            CacheHit hit = new CacheHit(job, cache, names, shown, wanted.and(shown, job.reference()));
            Optional<FetchedImage> found = new CoalescedFetch(job, cache, names, hit, transfer).run(shown, wanted);
            if (found.isPresent()) {
                return found.get();
            }
        } catch (StoreFailure e) {
            job.result().warn(e.warning());
        }
        return directly(job, shown, wanted, transfer);
    }

    private static FetchedImage directly(FetchJob job, ImageInfo shown, Expectation wanted, OriginTransfer transfer)
            throws ImageException {
        return job.result()
                .arrived(transfer.carry(
                        job.request().image(),
                        shown,
                        wanted,
                        source -> new TempFileTarget(
                                job.destination(), job.settings().rights()),
                        bytes -> {}));
    }

    /** What is held although the origin cannot be asked, where the operator allows that; else the error. */
    private static FetchedImage stale(
            FetchJob job,
            Optional<CacheLookup> cache,
            Optional<RecordedReference> remembered,
            Expectation wanted,
            ImageException unreachable)
            throws ImageException {
        EndOfCall.check(job.call(), unreachable);
        if (!job.settings().store().serveStale()
                || !ContentNames.anonymous(job.request().image())
                || cache.isEmpty()
                || remembered.filter(RecordedReference::anonymous).isEmpty()
                || !UNREACHABLE.contains(unreachable.code())) {
            throw unreachable;
        }
        ImageInfo recorded = remembered.get().info();
        job.sizes().checkImage(job.reference(), recorded);
        try {
            Expectation expectation = wanted.and(recorded, job.reference());
            if (recorded.version().isEmpty() && !expectation.isStrong()) {
                throw unreachable; // nothing says that these bytes are what the reference names
            }
            ContentNames names = ContentNames.of(
                    job.request().image(), job.origin(), recorded, job.request().checksums());
            return new CacheHit(job, cache.get(), names, recorded, expectation)
                    .stale(remembered.get(), unreachable)
                    .orElseThrow(() -> unreachable);
        } catch (StoreFailure e) {
            throw unreachable;
        }
    }
}
