// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.fetch.internal.checksum.ChecksumFiles;
import io.ingot.fetch.internal.digest.Expectation;
import io.ingot.fetch.internal.keeping.Prospect;
import io.ingot.fetch.internal.keeping.StoreRoom;
import io.ingot.fetch.internal.landing.Destination;
import io.ingot.fetch.internal.progress.Meter;
import io.ingot.fetch.internal.transfer.Acceptance;
import io.ingot.image.Call;
import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.client.FetchPreview;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.ImageServices;
import io.ingot.image.client.SchemeInfo;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The first steps of a {@link Journey}, told instead of gone. Used by one thread. */
final class Preview {
    private FetchRequest request;
    private final FetchSettings settings;
    private final Means means;

    Preview(FetchRequest request, FetchSettings settings, Means means) {
        this.request = request;
        this.settings = settings;
        this.means = means;
    }

    FetchPreview look(Call call) throws ImageException {
        Destination destination = Destination.of(request.destination());
        Meter meter = new Meter(means.equipment().nanos());
        ImageServices services = present();
        ChecksumFiles.Outcome sums = means.checksumFiles(settings, meter).read(request, call);
        request = sums.request();
        Expectation wanted = Expectation.of(request, means.equipment().policy());
        ImageReference reference = request.image().reference();
        ImageInfo info = services.show(request.image(), settings.asking(meter).limits(), call);
        new Acceptance(means.equipment().policy(), settings.maxImageBytes(), settings.requireLength(), request)
                .image(reference, info, destination);
        Expectation expectation = wanted.and(info, reference);
        Prospect prospect = prospect(info, expectation, destination, call);
        SchemeInfo service = service(services, reference.scheme());
        FetchPreview preview = prospect.held()
                ? FetchPreview.held(service, reference, info, prospect.reason())
                : FetchPreview.missing(service, reference, info, prospect.reason());
        List<String> warnings = new ArrayList<>(info.notes());
        warnings.addAll(sums.warnings());
        warnings.addAll(expectation.warnings());
        return preview.space(prospect.space())
                .checks(checks(expectation, info))
                .checksums(expectation.wanted())
                .warnings(warnings);
    }

    private Prospect prospect(ImageInfo info, Expectation expectation, Destination destination, Call call)
            throws ImageException {
        if (!request.usesStore()) {
            return Prospect.without("the store is not to be used", info);
        }
        if (!info.cacheable()) {
            return Prospect.without("it lies in a local file, or its origin forbids to keep it", info);
        }
        if (means.room().folder().filter(Files::isDirectory).isEmpty()) {
            return Prospect.without("nothing is recorded", info);
        }
        try (StoreRoom.Visit visit = means.room().enterIfUsable()) {
            return visit.store().isEmpty()
                    ? Prospect.without(visit.problem(), info)
                    : Prospect.in(visit.store().get(), request, info, expectation.wanted(), destination, call);
        }
    }

    private ImageServices present() throws ImageException {
        try {
            return means.equipment().door().services();
        } catch (ImageException e) {
            throw new ImageException(ErrorCode.TRANSFER_FAILED, e.getMessage(), e);
        }
    }

    private static SchemeInfo service(ImageServices services, String scheme) {
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
