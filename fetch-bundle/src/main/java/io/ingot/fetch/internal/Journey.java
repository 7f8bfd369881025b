// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.fetch.internal.checksum.ChecksumFiles;
import io.ingot.fetch.internal.digest.Expectation;
import io.ingot.fetch.internal.keeping.Shelf;
import io.ingot.fetch.internal.keeping.StoreRoom;
import io.ingot.fetch.internal.keeping.StoreTrouble;
import io.ingot.fetch.internal.landing.BesideDestination;
import io.ingot.fetch.internal.landing.Destination;
import io.ingot.fetch.internal.landing.Leftovers;
import io.ingot.fetch.internal.progress.Meter;
import io.ingot.fetch.internal.source.EndOfCall;
import io.ingot.fetch.internal.store.ContentNames;
import io.ingot.fetch.internal.store.Remembered;
import io.ingot.fetch.internal.transfer.Acceptance;
import io.ingot.fetch.internal.transfer.Backoff;
import io.ingot.fetch.internal.transfer.Watchdog;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import io.ingot.image.client.Progress;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The journey of one reference: its checksum files read, asked for, judged, found in the store or transferred, in its place. The origin is asked
 * each time whether this caller may have the bytes. Used by one thread.
 */
final class Journey {
    private static final Set<ErrorCode> UNREACHABLE =
            Set.of(ErrorCode.TRANSFER_FAILED, ErrorCode.UNAVAILABLE, ErrorCode.TIMED_OUT);

    private FetchRequest request;
    private final Destination destination;
    private final FetchSettings settings;
    private final Means means;
    private final Watchdog watchdog;
    private final Meter meter;
    private final Telling telling;

    Journey(
            FetchRequest request,
            Destination destination,
            FetchSettings settings,
            Means means,
            Watchdog watchdog,
            Meter meter) {
        this.request = request;
        this.destination = destination;
        this.settings = settings;
        this.means = means;
        this.watchdog = watchdog;
        this.meter = meter;
        this.telling = new Telling(request, destination, meter);
    }

    FetchedImage run(Call call) throws ImageException {
        call.check();
        try (Destination.Holding held = destination.hold()) {
            return fetch(call);
        }
    }

    private FetchedImage fetch(Call call) throws ImageException {
        meter.phase(Progress.Phase.ASKING);
        ChecksumFiles.Outcome sums = means.checksumFiles(settings, meter).read(request, call);
        request = sums.request();
        sums.warnings().forEach(telling::warn);
        Acceptance acceptance =
                new Acceptance(means.equipment().policy(), settings.maxImageBytes(), settings.requireLength(), request);
        Expectation wanted = Expectation.of(request, means.equipment().policy());
        Backoff backoff = new Backoff(
                settings.retries(),
                RandomGenerator.getDefault(),
                means.equipment().nanos());
        Passage passage = new Passage(request, destination, settings, means, acceptance, backoff, watchdog, meter);
        try (StoreRoom.Visit visit = visit()) {
            Optional<Shelf> shelf = visit.store().map(store -> new Shelf(store, request.checksums()));
            Optional<Remembered> remembered = remembered(shelf);
            ImageInfo shown;
            try {
                ImageRequest known = remembered
                        .map(recorded -> request.image().known(recorded.info()))
                        .orElse(request.image());
                shown = backoff.untilAnswered(
                        call,
                        () -> means.equipment()
                                .door()
                                .show(known, settings.asking(meter).limits(), call));
            } catch (ImageException e) {
                return stale(shelf, remembered, wanted, acceptance, e, call);
            }
            acceptance.image(reference(), shown, destination);
            meter.total(shown.size());
            Leftovers.sweep(destination);
            return shelf.isPresent() && shown.cacheable()
                    ? throughStore(shelf.get(), shown, wanted, acceptance, passage, call)
                    : directly(shown, wanted, passage, call);
        }
    }

    private StoreRoom.Visit visit() throws ImageException {
        if (!request.usesStore()) {
            return StoreRoom.Visit.none();
        }
        StoreRoom.Visit visit = means.room().enterIfUsable();
        telling.warn(visit.problem());
        return visit;
    }

    private Optional<Remembered> remembered(Optional<Shelf> shelf) throws ImageException {
        try {
            return shelf.isPresent()
                    ? shelf.get().remembered(ContentNames.referenceKey(request.image()))
                    : Optional.empty();
        } catch (StoreTrouble e) {
            telling.warn(e.warning());
            return Optional.empty();
        }
    }

    private FetchedImage throughStore(
            Shelf shelf, ImageInfo shown, Expectation wanted, Acceptance acceptance, Passage passage, Call call)
            throws ImageException {
        try {
            ContentNames names = ContentNames.of(request.image(), shown, request.checksums());
            Hit hit = new Hit(
                    shelf, names, shown, wanted.and(shown, reference()), acceptance, destination, meter, telling);
            Optional<FetchedImage> found = new Sharing(
                            request, destination, settings, means, shelf, names, hit, passage, meter, telling)
                    .run(shown, wanted, call);
            if (found.isPresent()) {
                return found.get();
            }
        } catch (StoreTrouble e) {
            telling.warn(e.warning());
        }
        return directly(shown, wanted, passage, call);
    }

    private FetchedImage directly(ImageInfo shown, Expectation wanted, Passage passage, Call call)
            throws ImageException {
        return telling.arrived(passage.carry(
                request.image(),
                shown,
                wanted,
                leaf -> new BesideDestination(destination, settings.rights()),
                bytes -> {},
                call));
    }

    /** What is held although the origin cannot be asked, where the operator allows that; else the error. */
    private FetchedImage stale(
            Optional<Shelf> shelf,
            Optional<Remembered> remembered,
            Expectation wanted,
            Acceptance acceptance,
            ImageException unreachable,
            Call call)
            throws ImageException {
        EndOfCall.check(call, unreachable);
        if (!settings.store().serveStale()
                || !ContentNames.open(request.image())
                || shelf.isEmpty()
                || remembered.filter(Remembered::open).isEmpty()
                || !UNREACHABLE.contains(unreachable.code())) {
            throw unreachable;
        }
        ImageInfo recorded = remembered.get().info();
        acceptance.image(reference(), recorded);
        try {
            Expectation expectation = wanted.and(recorded, reference());
            if (recorded.version().isEmpty() && !expectation.strong()) {
                throw unreachable; // nothing says that these bytes are what the reference names
            }
            ContentNames names = ContentNames.of(request.image(), recorded, request.checksums());
            return new Hit(shelf.get(), names, recorded, expectation, acceptance, destination, meter, telling)
                    .stale(remembered.get(), unreachable, call)
                    .orElseThrow(() -> unreachable);
        } catch (StoreTrouble e) {
            throw unreachable;
        }
    }

    private ImageReference reference() {
        return request.image().reference();
    }
}
