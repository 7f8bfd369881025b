// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.fetch.internal.destination.TargetSelector;
import io.ingot.fetch.internal.digest.Expectation;
import io.ingot.fetch.internal.limit.Slots;
import io.ingot.fetch.internal.segment.SegmentRules;
import io.ingot.fetch.internal.source.SourceResolver;
import io.ingot.fetch.internal.transfer.AttemptBounds;
import io.ingot.fetch.internal.transfer.Backoff;
import io.ingot.fetch.internal.transfer.ImageReceiver;
import io.ingot.fetch.internal.transfer.Throttle;
import io.ingot.fetch.internal.transfer.Transfer;
import io.ingot.fetch.internal.transfer.TransferJob;
import io.ingot.fetch.internal.transfer.VerifiedImage;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageRequest;
import io.ingot.image.Origin;
import io.ingot.image.client.FetchOptions;
import java.util.function.IntConsumer;

/**
 * Transfers the bytes of one fetch from its origin to a target, within the limits of the engine. Used by one thread.
 */
final class OriginTransfer {
    private final FetchJob job;
    private final Backoff backoff;

    OriginTransfer(FetchJob job, Backoff backoff) {
        this.job = job;
        this.backoff = backoff;
    }

    /**
     * A transferred image.
     *
     * @param image the verified image
     * @param info what the origin showed of these bytes
     */
    record Result(VerifiedImage image, ImageInfo info) {}

    /**
     * Transfers the image once a slot is free.
     *
     * @param request the request of the fetch, which may ask that no cache is used
     * @param info what the origin shows of the image
     * @param expectation the checksums that the bytes must have
     * @param targets choose where the bytes are written
     * @param received is called by several threads with the number of bytes that they received
     */
    Result run(
            ImageRequest request, ImageInfo info, Expectation expectation, TargetSelector targets, IntConsumer received)
            throws ImageException {
        job.meter().phase(FetchPhase.WAITING);
        job.meter().waitingFor("a free transfer slot");
        EngineContext context = job.context();
        Origin origin = context.transferContext().resolver().origin(request.reference());
        SourceResolver sourceResolver = new SourceResolver(
                context.transferContext().resolver(),
                request,
                info,
                expectation,
                context.transferContext().clock());
        TransferJob transferJob =
                new TransferJob(context.transferContext(), job.sizePolicy(), rules(), throttle(received), job.meter());
        ImageReceiver receiver =
                new ImageReceiver(transferJob, job.destination(), job.settings().linkLocalFiles(), targets);
        try (Slots.Slot slot = context.slots().take(origin, rank(info), job.call());
                Transfer transfer = new Transfer(transferJob, sourceResolver, receiver, bounds(slot))) {
            backoff.recordProgress(); // the time spent waiting for a slot does not count as time without progress
            return new Result(transfer.run(), sourceResolver.info());
        }
    }

    private AttemptBounds bounds(Slots.Slot slot) {
        return new AttemptBounds(backoff, job.watchdog(), slot, job.resolverAttempts(), job.call());
    }

    /** The number of connections that both the operator and the caller allow. */
    private SegmentRules rules() {
        int limit = job.settings().segments();
        return new SegmentRules(
                Math.min(limit, job.request().options().segments().orElse(limit)));
    }

    private Throttle throttle(IntConsumer received) {
        return (from, bytes, call, waiting) -> {
            received.accept(bytes);
            job.context()
                    .speedLimit()
                    .await(job.context().transferContext().resolver().origin(from), bytes, call, waiting);
        };
    }

    private Slots.Rank rank(ImageInfo info) {
        if (job.request().options().priority() == FetchOptions.Priority.URGENT) {
            return Slots.Rank.URGENT;
        }
        boolean small = info.size().isPresent()
                && info.size().getAsLong() <= job.settings().limits().smallImageBytes();
        return small ? Slots.Rank.SMALL : Slots.Rank.LARGE;
    }
}
