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
import io.ingot.fetch.internal.progress.ProgressMeter;
import io.ingot.fetch.internal.source.EndOfCall;
import io.ingot.fetch.internal.store.ContentNames;
import io.ingot.fetch.internal.store.RecordedReference;
import io.ingot.fetch.internal.transfer.Backoff;
import io.ingot.fetch.internal.transfer.SizePolicy;
import io.ingot.fetch.internal.transfer.Watchdog;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.Origin;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The journey of one reference: its checksum files read, asked for, judged, found in the store or transferred, in its place. The origin is asked
 * each time whether this caller may have the bytes. Used by one thread.
 */
final class FetchTask {
    private static final Set<ErrorCode> UNREACHABLE =
            Set.of(ErrorCode.TRANSFER_FAILED, ErrorCode.UNAVAILABLE, ErrorCode.TIMED_OUT);

    private FetchRequest request;
    private final FetchDestination destination;
    private final FetchSettings settings;
    private final EngineContext means;
    private final Watchdog watchdog;
    private final ProgressMeter meter;
    private final ResultBuilder telling;

    FetchTask(
            FetchRequest request,
            FetchDestination destination,
            FetchSettings settings,
            EngineContext means,
            Watchdog watchdog,
            ProgressMeter meter) {
        this.request = request;
        this.destination = destination;
        this.settings = settings;
        this.means = means;
        this.watchdog = watchdog;
        this.meter = meter;
        this.telling = new ResultBuilder(request, destination, meter);
    }

    FetchedImage run(Call call) throws ImageException {
        call.check();
        try (FetchDestination.Holding held = destination.hold()) {
            return fetch(call);
        }
    }

    private FetchedImage fetch(Call call) throws ImageException {
        meter.phase(FetchPhase.ASKING);
        ChecksumFiles.Outcome sums = means.checksumFiles(settings, meter).read(request, call);
        request = sums.request();
        sums.warnings().forEach(telling::warn);
        SizePolicy acceptance =
                new SizePolicy(means.equipment().policy(), settings.maxImageBytes(), settings.requireLength(), request);
        Expectation wanted = Expectation.of(request, means.equipment().policy());
        Backoff backoff = new Backoff(
                settings.retries(),
                RandomGenerator.getDefault(),
                means.equipment().nanos());
        OriginTransfer passage =
                new OriginTransfer(request, destination, settings, means, acceptance, backoff, watchdog, meter);
        try (StoreProvider.StoreHandle visit = visit()) {
            Optional<CacheLookup> shelf = visit.store().map(store -> new CacheLookup(store, request.checksums()));
            Optional<RecordedReference> remembered = remembered(shelf);
            ImageInfo shown;
            try {
                ImageRequest known = remembered
                        .map(recorded -> request.image().ifNotModified(recorded.info()))
                        .orElse(request.image());
                shown = backoff.untilAnswered(
                        call,
                        () -> means.equipment()
                                .door()
                                .show(known, settings.asking(meter).limits(), call));
            } catch (ImageException e) {
                return stale(shelf, remembered, wanted, acceptance, e, call);
            }
            meter.servedBy(means.equipment().door().service(reference().scheme()));
            acceptance.image(reference(), shown, destination);
            meter.total(shown.size());
            PartSweeper.sweep(destination);
            return shelf.isPresent() && shown.cacheable()
                    ? throughStore(shelf.get(), shown, wanted, acceptance, passage, call)
                    : directly(shown, wanted, passage, call);
        }
    }

    private StoreProvider.StoreHandle visit() throws ImageException {
        if (!request.options().useStore()) {
            return StoreProvider.StoreHandle.none();
        }
        StoreProvider.StoreHandle visit = means.room().enterIfUsable();
        telling.warn(visit.problem());
        return visit;
    }

    private Optional<RecordedReference> remembered(Optional<CacheLookup> shelf) throws ImageException {
        try {
            return shelf.isPresent()
                    ? shelf.get().remembered(ContentNames.referenceKey(request.image()))
                    : Optional.empty();
        } catch (StoreFailure e) {
            telling.warn(e.warning());
            return Optional.empty();
        }
    }

    private FetchedImage throughStore(
            CacheLookup shelf,
            ImageInfo shown,
            Expectation wanted,
            SizePolicy acceptance,
            OriginTransfer passage,
            Call call)
            throws ImageException {
        try {
            ContentNames names = ContentNames.of(request.image(), origin(), shown, request.checksums());
            CacheHit hit = new CacheHit(
                    shelf, names, shown, wanted.and(shown, reference()), acceptance, destination, meter, telling);
            Optional<FetchedImage> found = new CoalescedFetch(
                            request, destination, settings, means, shelf, names, hit, passage, meter, telling)
                    .run(shown, wanted, call);
            if (found.isPresent()) {
                return found.get();
            }
        } catch (StoreFailure e) {
            telling.warn(e.warning());
        }
        return directly(shown, wanted, passage, call);
    }

    private FetchedImage directly(ImageInfo shown, Expectation wanted, OriginTransfer passage, Call call)
            throws ImageException {
        return telling.arrived(passage.carry(
                request.image(),
                shown,
                wanted,
                leaf -> new TempFileTarget(destination, settings.rights()),
                bytes -> {},
                call));
    }

    /** What is held although the origin cannot be asked, where the operator allows that; else the error. */
    private FetchedImage stale(
            Optional<CacheLookup> shelf,
            Optional<RecordedReference> remembered,
            Expectation wanted,
            SizePolicy acceptance,
            ImageException unreachable,
            Call call)
            throws ImageException {
        EndOfCall.check(call, unreachable);
        if (!settings.store().serveStale()
                || !ContentNames.open(request.image())
                || shelf.isEmpty()
                || remembered.filter(RecordedReference::open).isEmpty()
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
            ContentNames names = ContentNames.of(request.image(), origin(), recorded, request.checksums());
            return new CacheHit(shelf.get(), names, recorded, expectation, acceptance, destination, meter, telling)
                    .stale(remembered.get(), unreachable, call)
                    .orElseThrow(() -> unreachable);
        } catch (StoreFailure e) {
            throw unreachable;
        }
    }

    private Origin origin() {
        return means.equipment().door().origin(reference());
    }

    private ImageReference reference() {
        return request.image().reference();
    }
}
