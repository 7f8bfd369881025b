// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.fetch.internal.cache.CachePreview;
import io.ingot.fetch.internal.cache.StoreProvider;
import io.ingot.fetch.internal.checksum.ChecksumFiles;
import io.ingot.fetch.internal.destination.FetchDestination;
import io.ingot.fetch.internal.digest.Expectation;
import io.ingot.fetch.internal.progress.ProgressMeter;
import io.ingot.fetch.internal.transfer.SizePolicy;
import io.ingot.image.Call;
import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.client.FetchPreview;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.SchemeInfo;
import io.ingot.image.engine.ImageSources;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The first steps of a {@link FetchTask}, told instead of gone. Used by one thread. */
final class FetchPlanner {
    private FetchRequest request;
    private final FetchSettings settings;
    private final EngineContext means;

    FetchPlanner(FetchRequest request, FetchSettings settings, EngineContext means) {
        this.request = request;
        this.settings = settings;
        this.means = means;
    }

    FetchPreview look(Call call) throws ImageException {
        FetchDestination destination = FetchDestination.of(request.destination());
        ProgressMeter meter = new ProgressMeter(means.equipment().nanos());
        ImageSources services = means.equipment().door().services();
        ChecksumFiles.Outcome sums = means.checksumFiles(settings, meter).read(request, call);
        request = sums.request();
        Expectation wanted = Expectation.of(request, means.equipment().policy());
        ImageReference reference = request.image().reference();
        ImageInfo info = services.show(request.image(), settings.asking(meter).limits(), call);
        new SizePolicy(means.equipment().policy(), settings.maxImageBytes(), settings.requireLength(), request)
                .image(reference, info, destination);
        Expectation expectation = wanted.and(info, reference);
        CachePreview prospect = prospect(info, expectation, destination, call);
        SchemeInfo service = service(services, reference.scheme());
        List<String> warnings = new ArrayList<>(info.notes());
        warnings.addAll(sums.warnings());
        warnings.addAll(expectation.warnings());
        return FetchPreview.builder(service, reference, info)
                .held(prospect.held())
                .reason(prospect.reason())
                .space(prospect.space())
                .checks(checks(expectation, info))
                .checksums(expectation.wanted())
                .warnings(warnings)
                .build();
    }

    private CachePreview prospect(ImageInfo info, Expectation expectation, FetchDestination destination, Call call)
            throws ImageException {
        if (!request.options().useStore()) {
            return CachePreview.without("the store is not to be used", info);
        }
        if (!info.cacheable()) {
            return CachePreview.without("it lies in a local file, or its origin forbids to keep it", info);
        }
        if (means.room().folder().filter(Files::isDirectory).isEmpty()) {
            return CachePreview.without("nothing is recorded", info);
        }
        try (StoreProvider.StoreHandle visit = means.room().enterIfUsable()) {
            return visit.store().isEmpty()
                    ? CachePreview.without(visit.problem(), info)
                    : CachePreview.in(
                            visit.store().get(),
                            request,
                            means.equipment().door().origin(request.image().reference()),
                            info,
                            expectation.wanted(),
                            destination,
                            call);
        }
    }

    private static SchemeInfo service(ImageSources services, String scheme) {
        return services.schemes().stream()
                .filter(info -> info.scheme().equals(scheme))
                .findFirst()
                .orElseGet(() -> new SchemeInfo(scheme, "", ""));
    }

    private static List<String> checks(Expectation expectation, ImageInfo info) {
        List<String> checks = new ArrayList<>();
        info.size().ifPresent(bytes -> checks.add("the image has " + bytes + " bytes"));
        for (Checksum checksum : expectation.wanted()) {
            checks.add("its " + checksum.algorithm() + " is " + checksum.hex());
        }
        return checks;
    }
}
