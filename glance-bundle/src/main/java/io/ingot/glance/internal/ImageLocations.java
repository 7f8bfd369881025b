// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import io.ingot.glance.internal.caller.AnonymousCaller;
import io.ingot.glance.internal.caller.TimeShare;
import io.ingot.glance.internal.client.DownloadProbe;
import io.ingot.glance.internal.client.GlanceClient;
import io.ingot.glance.internal.image.GlanceImage;
import io.ingot.glance.internal.image.StoreLocations;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.spi.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists the locations of an image, best first: files, other locations in its stores, Swift, Glance. */
final class ImageLocations {
    private static final Logger LOG = LoggerFactory.getLogger(ImageLocations.class);

    private final Set<String> directSchemes;
    private final Optional<SwiftSource> swift;

    /**
     * @param directSchemes the schemes of the locations named by Glance that may be used
     * @param swift absent if images are not read from Swift
     */
    ImageLocations(Set<String> directSchemes, Optional<SwiftSource> swift) {
        this.directSchemes = directSchemes;
        this.swift = swift;
    }

    /** Lists at least one location. */
    List<Location> of(GlanceImage image, GlanceClient glance) throws ImageException {
        StoreLocations stored = image.storeLocations();
        List<Location> locations = new ArrayList<>(stored.of(directSchemes).stream()
                .map(reference -> Location.of(reference).referrerScope(glance.scope()))
                .toList());
        if (swift.isPresent() && stored.mayBeInSwift()) {
            signed(swift.get(), glance).ifPresent(locations::add);
        }
        if (!locations.isEmpty() && !(glance.caller() instanceof AnonymousCaller)) {
            DownloadProbe.check(glance); // only Glance checks the permissions of the caller
        }
        locations.addAll(glance.files());
        return locations;
    }

    private static Optional<Location> signed(SwiftSource swift, GlanceClient glance) throws ImageException {
        try {
            return Optional.of(TimeShare.run(glance.call(), part -> swift.locate(glance.id(), part)));
        } catch (ImageException e) {
            glance.call().check();
            if (e.code() == ErrorCode.INVALID_CONFIGURATION) {
                throw e;
            }
            LOG.warn(
                    "Glance image {}: cannot sign a Swift URL, read through Glance instead: {}",
                    glance.id(),
                    e.getMessage());
            return Optional.empty();
        }
    }
}
