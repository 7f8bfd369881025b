// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.fetch.internal.destination.FetchDestination;
import io.ingot.fetch.internal.digest.Expectation;
import io.ingot.fetch.internal.progress.ProgressMeter;
import io.ingot.fetch.internal.store.StoredContent;
import io.ingot.fetch.internal.transfer.VerifiedImage;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.client.FetchedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Builds the result of a fetch that succeeded. Used by one thread. */
final class ResultBuilder {
    private final ImageReference reference;
    private final FetchDestination destination;
    private final ProgressMeter meter;
    private final Set<String> warnings = new LinkedHashSet<>();

    ResultBuilder(ImageReference reference, FetchDestination destination, ProgressMeter meter) {
        this.reference = reference;
        this.destination = destination;
        this.meter = meter;
    }

    /** Adds a warning, unless it is empty. */
    void warn(String warning) {
        if (!warning.isEmpty()) {
            warnings.add(warning);
        }
    }

    /** The result of a fetch that transferred the image. */
    FetchedImage transferred(OriginTransfer.Result result) {
        VerifiedImage verified = result.image();
        if (verified.mayBeTruncated()) {
            warn("the image may have been cut: its origin sent no length, and its bytes ended with the"
                    + " connection; give a checksum, or set io.ingot.fetch/requireLength to refuse such"
                    + " images");
        }
        return image(result.info(), verified.expectation())
                .size(verified.size())
                .digests(verified.digests())
                .source(verified.source())
                .bytes(meter.received(), meter.reused())
                .build();
    }

    /** The result of a fetch that placed a stored image. */
    FetchedImage fromStore(StoredContent content, ImageInfo info, Expectation expectation, boolean stale) {
        return image(info, expectation)
                .size(content.size())
                .digests(content.digests())
                .source(FetchedImage.Source.STORE)
                .stale(stale)
                .build();
    }

    private FetchedImage.Builder image(ImageInfo info, Expectation expectation) {
        List<String> all = new ArrayList<>(info.notes());
        all.addAll(warnings);
        all.addAll(expectation.warnings());
        return FetchedImage.builder(reference, destination.path(), info)
                .verified(expectation.isStrong())
                .duration(Duration.ofNanos(meter.elapsedNanos()))
                .warnings(all);
    }
}
