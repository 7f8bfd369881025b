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

/** How the bytes of one fetch move from their origin to where they land, when it is their turn. Used by one thread. */
final class OriginTransfer {
    private final FetchJob job;
    private final Backoff backoff;

    OriginTransfer(FetchJob job, Backoff backoff) {
        this.job = job;
        this.backoff = backoff;
    }

    /**
     * An image that was transferred.
     *
     * @param info what the origin showed of what arrived
     */
    record Delivery(VerifiedImage arrival, ImageInfo info) {}

    /**
     * Transfers it.
     *
     * @param asked the request, perhaps past all caches
     * @param received hears of bytes as they come, from several threads
     */
    Delivery carry(
            ImageRequest asked, ImageInfo shown, Expectation wanted, TargetSelector targets, IntConsumer received)
            throws ImageException {
        job.meter().phase(FetchPhase.WAITING);
        job.meter().waitsFor("a free transfer slot");
        EngineContext context = job.context();
        Origin origin = context.equipment().resolver().origin(asked.reference());
        SourceResolver route = new SourceResolver(
                context.equipment().resolver(),
                asked,
                shown,
                wanted,
                context.equipment().clock());
        TransferJob transferJob =
                new TransferJob(context.equipment(), job.sizes(), rules(), throttle(received), job.meter());
        ImageReceiver receiver =
                new ImageReceiver(transferJob, job.destination(), job.settings().linkLocalFiles(), targets);
        try (Slots.Slot slot = context.slots().take(origin, rank(shown), job.call());
                Transfer transfer = new Transfer(transferJob, route, receiver, bounds(slot))) {
            backoff.recordProgress(); // the time that others took is not fruitless
            return new Delivery(transfer.run(), route.info());
        }
    }

    private AttemptBounds bounds(Slots.Slot slot) {
        return new AttemptBounds(backoff, job.watchdog(), slot, job.asking(), job.call());
    }

    /** No more connections than the operator and the caller allow. */
    private SegmentRules rules() {
        int most = job.settings().segments();
        return new SegmentRules(
                Math.min(most, job.request().options().segments().orElse(most)));
    }

    private Throttle throttle(IntConsumer received) {
        return (from, bytes, call, waiting) -> {
            received.accept(bytes);
            job.context().speed().await(job.context().equipment().resolver().origin(from), bytes, call, waiting);
        };
    }

    private Slots.Rank rank(ImageInfo shown) {
        if (job.request().options().priority() == FetchOptions.Priority.URGENT) {
            return Slots.Rank.URGENT;
        }
        boolean small = shown.size().isPresent()
                && shown.size().getAsLong() <= job.settings().limits().smallImageBytes();
        return small ? Slots.Rank.SMALL : Slots.Rank.LARGE;
    }
}
