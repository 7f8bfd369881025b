// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.fetch.internal.digest.Expectation;
import io.ingot.fetch.internal.landing.Destination;
import io.ingot.fetch.internal.transfer.Acceptance;
import io.ingot.fetch.internal.transfer.Equipment;
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
import java.util.ArrayList;
import java.util.List;

/** The first steps of a {@link Journey}, told instead of gone. */
final class Preview {
    private static final String NOT_HELD = "not held: there is no store";

    private final FetchRequest request;
    private final FetchSettings settings;
    private final Equipment equipment;

    Preview(FetchRequest request, FetchSettings settings, Equipment equipment) {
        this.request = request;
        this.settings = settings;
        this.equipment = equipment;
    }

    FetchPreview look(Call call) throws ImageException {
        Destination.of(request.destination());
        Expectation wanted = Expectation.of(request, equipment.policy());
        ImageReference reference = request.image().reference();
        ImageServices services = present();
        ImageInfo info = services.show(request.image(), call);
        new Acceptance(equipment.policy(), settings.maxImageBytes(), request).image(reference, info);
        return FetchPreview.missing(service(services, reference.scheme()), reference, info, NOT_HELD)
                .space(info.size())
                .checks(checks(wanted.and(info, reference), info));
    }

    private ImageServices present() throws ImageException {
        try {
            return equipment.door().services();
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
        checks.addAll(expectation.warnings());
        return checks;
    }
}
