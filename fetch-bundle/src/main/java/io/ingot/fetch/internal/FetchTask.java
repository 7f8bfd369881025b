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
 * The steps of one fetch: reads the checksum files, asks the origin, and places the image from the store or transfers
 * it. The origin is asked each time whether this caller may have the bytes. Used by one thread.
 */
final class FetchTask {
    private static final Set<ErrorCode> UNREACHABLE =
            Set.of(ErrorCode.TRANSFER_FAILED, ErrorCode.UNAVAILABLE, ErrorCode.TIMED_OUT);

    private final FetchJob initialJob;

    FetchTask(FetchJob initialJob) {
        this.initialJob = initialJob;
    }

    FetchedImage run() throws ImageException {
        initialJob.call().check();
        try (FetchDestination.Holding hold = initialJob.destination().hold()) {
            return fetch();
        }
    }

    private FetchedImage fetch() throws ImageException {
        initialJob.meter().phase(FetchPhase.ASKING);
        ChecksumFiles.Outcome checksums = initialJob.checksumFiles().readAll(initialJob.request(), initialJob.call());
        checksums.warnings().forEach(initialJob.result()::warn);
        FetchJob job = initialJob.withRequest(checksums.request());
        Expectation expectation = job.expectation();
        Backoff backoff = job.backoff();
        OriginTransfer transfer = new OriginTransfer(job, backoff);
        try (StoreProvider.StoreHandle handle = openStore(job)) {
            Optional<CacheLookup> cache = handle.store()
                    .map(store -> new CacheLookup(store, job.request().checksums()));
            Optional<RecordedReference> recorded = recorded(job, cache);
            ImageInfo info;
            try {
                ImageRequest conditional = CacheLookup.conditional(job.request().image(), recorded);
                info = backoff.retryWhileResolverAway(
                        job.call(),
                        () -> job.context()
                                .transferContext()
                                .resolver()
                                .show(conditional, job.resolverAttempts().limits(), job.call()));
            } catch (ImageException e) {
                return staleOrFail(job, cache, recorded, expectation, e);
            }
            job.meter()
                    .servedBy(job.context()
                            .transferContext()
                            .resolver()
                            .service(job.reference().scheme()));
            job.sizePolicy().checkImage(job.reference(), info, job.destination());
            job.meter().total(info.size());
            PartSweeper.sweep(job.destination());
            return cache.isPresent() && info.cacheable()
                    ? throughStore(job, cache.get(), info, expectation, transfer)
                    : directly(job, info, expectation, transfer);
        }
    }

    private static StoreProvider.StoreHandle openStore(FetchJob job) throws ImageException {
        if (!job.request().options().useStore()) {
            return StoreProvider.StoreHandle.none();
        }
        StoreProvider.StoreHandle handle = job.context().stores().acquireIfUsable();
        job.result().warn(handle.problem());
        return handle;
    }

    private static Optional<RecordedReference> recorded(FetchJob job, Optional<CacheLookup> cache)
            throws ImageException {
        try {
            return cache.isPresent() ? cache.get().recorded(job.request().image()) : Optional.empty();
        } catch (StoreFailure e) {
            job.result().warn(e.warning());
            return Optional.empty();
        }
    }

    private static FetchedImage throughStore(
            FetchJob job, CacheLookup cache, ImageInfo info, Expectation expectation, OriginTransfer transfer)
            throws ImageException {
        try {
            ContentNames names = ContentNames.of(
                    job.request().image(), job.origin(), info, job.request().checksums());
            CacheHit hit = new CacheHit(job, cache, names, info, expectation.and(info, job.reference()));
            Optional<FetchedImage> image = new CoalescedFetch(job, cache, names, hit, transfer).run(info, expectation);
            if (image.isPresent()) {
                return image.get();
            }
        } catch (StoreFailure e) {
            job.result().warn(e.warning());
        }
        return directly(job, info, expectation, transfer);
    }

    private static FetchedImage directly(FetchJob job, ImageInfo info, Expectation expectation, OriginTransfer transfer)
            throws ImageException {
        return job.result()
                .transferred(transfer.run(
                        job.request().image(),
                        info,
                        expectation,
                        source -> new TempFileTarget(
                                job.destination(), job.settings().ownership()),
                        bytes -> {}));
    }

    /** Places the recorded image although the origin cannot be reached, if serveStale allows it; otherwise fails. */
    private static FetchedImage staleOrFail(
            FetchJob job,
            Optional<CacheLookup> cache,
            Optional<RecordedReference> recorded,
            Expectation expectation,
            ImageException unreachable)
            throws ImageException {
        EndOfCall.check(job.call(), unreachable);
        if (!job.settings().store().serveStale()
                || !ContentNames.anonymous(job.request().image())
                || cache.isEmpty()
                || recorded.filter(RecordedReference::anonymous).isEmpty()
                || !UNREACHABLE.contains(unreachable.code())) {
            throw unreachable;
        }
        ImageInfo info = recorded.get().info();
        job.sizePolicy().checkImage(job.reference(), info);
        try {
            Expectation all = expectation.and(info, job.reference());
            if (info.version().isEmpty() && !all.isStrong()) {
                throw unreachable; // nothing says that these bytes are what the reference names
            }
            ContentNames names = ContentNames.of(
                    job.request().image(), job.origin(), info, job.request().checksums());
            return new CacheHit(job, cache.get(), names, info, all)
                    .placeStale(recorded.get(), unreachable)
                    .orElseThrow(() -> unreachable);
        } catch (StoreFailure e) {
            throw unreachable;
        }
    }
}
