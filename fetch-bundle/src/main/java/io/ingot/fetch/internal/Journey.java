// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.fetch.internal.digest.Expectation;
import io.ingot.fetch.internal.landing.BesideDestination;
import io.ingot.fetch.internal.landing.Destination;
import io.ingot.fetch.internal.landing.Leftovers;
import io.ingot.fetch.internal.progress.Meter;
import io.ingot.fetch.internal.segment.SegmentRules;
import io.ingot.fetch.internal.source.Route;
import io.ingot.fetch.internal.transfer.Acceptance;
import io.ingot.fetch.internal.transfer.Arrival;
import io.ingot.fetch.internal.transfer.Backoff;
import io.ingot.fetch.internal.transfer.Equipment;
import io.ingot.fetch.internal.transfer.Reception;
import io.ingot.fetch.internal.transfer.Transfer;
import io.ingot.fetch.internal.transfer.Valve;
import io.ingot.fetch.internal.transfer.Watchdog;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import io.ingot.image.client.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The journey of one reference: asked for, judged, transferred, in its place. Used by one thread. */
final class Journey {
    private final FetchRequest request;
    private final Destination destination;
    private final FetchSettings settings;
    private final Equipment equipment;
    private final Watchdog watchdog;
    private final Meter meter;

    Journey(
            FetchRequest request,
            Destination destination,
            FetchSettings settings,
            Equipment equipment,
            Watchdog watchdog,
            Meter meter) {
        this.request = request;
        this.destination = destination;
        this.settings = settings;
        this.equipment = equipment;
        this.watchdog = watchdog;
        this.meter = meter;
    }

    FetchedImage run(Call call) throws ImageException {
        call.check();
        meter.phase(Progress.Phase.ASKING);
        ImageReference reference = request.image().reference();
        Backoff backoff = new Backoff(settings.retries(), RandomGenerator.getDefault());
        Acceptance acceptance = new Acceptance(equipment.policy(), settings.maxImageBytes(), request);
        Expectation wanted = Expectation.of(request, equipment.policy());
        ImageInfo shown = backoff.untilAnswered(call, () -> equipment.door().show(request.image(), call));
        acceptance.image(reference, shown);
        meter.total(shown.size());
        Leftovers.sweep(destination);
        Route route = new Route(equipment.door(), request.image(), shown, wanted, equipment.clock());
        Reception reception = new Reception(
                destination,
                settings.linkLocalFiles(),
                leaf -> new BesideDestination(destination, settings.mode()),
                new SegmentRules(request.segments().orElse(SegmentRules.DEFAULT_MOST)),
                Valve.OPEN,
                equipment,
                acceptance,
                meter);
        try (Transfer transfer = new Transfer(route, reception, acceptance, backoff, watchdog, meter, call)) {
            Arrival arrival = transfer.run();
            return fetched(arrival, route.shown());
        }
    }

    private FetchedImage fetched(Arrival arrival, ImageInfo info) {
        List<String> warnings = new ArrayList<>(info.notes());
        warnings.addAll(arrival.expectation().warnings());
        return FetchedImage.builder(request.image().reference(), destination.path(), info)
                .size(arrival.size())
                .digests(arrival.digests())
                .verified(arrival.expectation().strong())
                .source(arrival.source())
                .moved(meter.received(), meter.reused())
                .duration(Duration.ofNanos(meter.elapsedNanos()))
                .warnings(warnings)
                .build();
    }
}
