// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import java.util.Optional;

/** Whether an image is the one that was shown: by its digest or, where Glance has none, by the time of its last change. */
final class SameImage {
    private SameImage() {}

    /** @throws ImageException a {@linkplain ImageException#versionChange version change} if it is another */
    static void check(String id, ImageInfo shown, ImageInfo now) throws ImageException {
        if (!isSame(shown, now)) {
            throw ImageException.versionChange("Glance image " + id + " is no longer the one that was shown");
        }
    }

    private static boolean isSame(ImageInfo shown, ImageInfo now) {
        for (Checksum digest : shown.checksums()) {
            Optional<Checksum> other = now.checksum(digest.algorithm());
            if (digest.strong() && other.isPresent()) {
                return digest.equals(other.get());
            }
        }
        return shown.updatedAt().isEmpty()
                || now.updatedAt().isEmpty()
                || shown.updatedAt().equals(now.updatedAt());
    }
}
