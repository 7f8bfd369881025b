// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.fetch.internal.destination.FetchDestination;
import io.ingot.fetch.internal.destination.TargetSelector;
import io.ingot.fetch.internal.digest.Expectation;
import io.ingot.fetch.internal.limit.Slots;
import io.ingot.fetch.internal.progress.ProgressMeter;
import io.ingot.fetch.internal.segment.SegmentRules;
import io.ingot.fetch.internal.source.SourceResolver;
import io.ingot.fetch.internal.transfer.Backoff;
import io.ingot.fetch.internal.transfer.ImageReceiver;
import io.ingot.fetch.internal.transfer.SizePolicy;
import io.ingot.fetch.internal.transfer.Throttle;
import io.ingot.fetch.internal.transfer.Transfer;
import io.ingot.fetch.internal.transfer.VerifiedImage;
import io.ingot.fetch.internal.transfer.Watchdog;
import io.ingot.image.Call;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageRequest;
import io.ingot.image.Origin;
import io.ingot.image.client.FetchOptions;
import io.ingot.image.client.FetchRequest;
import java.util.function.IntConsumer;

/** How the bytes of one fetch move from their origin to where they land, when it is their turn. Used by one thread. */
final class OriginTransfer {
    private final FetchRequest request;
    private final FetchDestination destination;
    private final FetchSettings settings;
    private final EngineContext means;
    private final SizePolicy acceptance;
    private final Backoff backoff;
    private final Watchdog watchdog;
    private final ProgressMeter meter;

    OriginTransfer(
            FetchRequest request,
            FetchDestination destination,
            FetchSettings settings,
            EngineContext means,
            SizePolicy acceptance,
            Backoff backoff,
            Watchdog watchdog,
            ProgressMeter meter) {
        this.request = request;
        this.destination = destination;
        this.settings = settings;
        this.means = means;
        this.acceptance = acceptance;
        this.backoff = backoff;
        this.watchdog = watchdog;
        this.meter = meter;
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
            ImageRequest asked,
            ImageInfo shown,
            Expectation wanted,
            TargetSelector landings,
            IntConsumer received,
            Call call)
            throws ImageException {
        meter.phase(FetchPhase.WAITING);
        meter.waitsFor("a free transfer slot");
        Origin origin = means.equipment().door().origin(asked.reference());
        SourceResolver route = new SourceResolver(
                means.equipment().door(),
                asked,
                shown,
                wanted,
                means.equipment().clock());
        ImageReceiver reception = new ImageReceiver(
                destination,
                settings.linkLocalFiles(),
                landings,
                new SegmentRules(Math.min(
                        settings.segments(), request.options().segments().orElse(settings.segments()))),
                valve(received),
                means.equipment(),
                acceptance,
                meter);
        try (Slots.Slot slot = means.slots().take(origin, rank(shown), call);
                Transfer transfer = new Transfer(
                        route, reception, acceptance, backoff, watchdog, slot, settings.asking(meter), call)) {
            backoff.progress(); // the time that others took is not fruitless
            return new Delivery(transfer.run(), route.shown());
        }
    }

    private Throttle valve(IntConsumer received) {
        return (from, bytes, call, waiting) -> {
            received.accept(bytes);
            means.speed().await(means.equipment().door().origin(from), bytes, call, waiting);
        };
    }

    private Slots.Rank rank(ImageInfo shown) {
        if (request.options().priority() == FetchOptions.Priority.URGENT) {
            return Slots.Rank.URGENT;
        }
        boolean small = shown.size().isPresent()
                && shown.size().getAsLong() <= settings.limits().smallImageBytes();
        return small ? Slots.Rank.SMALL : Slots.Rank.LARGE;
    }
}
