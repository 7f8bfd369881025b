// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import java.util.Optional;

/** Compares an image with an earlier state: by its digest or, if Glance has none, by the time of its last change. */
final class SameImage {
    private SameImage() {}

    /** @throws ImageException a {@linkplain ImageException#versionChange version change} if they differ */
    static void check(String id, ImageInfo earlier, ImageInfo current) throws ImageException {
        if (!isSame(earlier, current)) {
            throw ImageException.versionChange("Glance image " + id + " has changed since its metadata were read");
        }
    }

    private static boolean isSame(ImageInfo earlier, ImageInfo current) {
        for (Checksum digest : earlier.checksums()) {
            Optional<Checksum> other = current.checksum(digest.algorithm());
            if (digest.strong() && other.isPresent()) {
                return digest.equals(other.get());
            }
        }
        return earlier.updatedAt().isEmpty()
                || current.updatedAt().isEmpty()
                || earlier.updatedAt().equals(current.updatedAt());
    }
}
