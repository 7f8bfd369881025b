// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.source;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import java.util.OptionalLong;

/** Compares a location with the image that its catalogue describes. */
final class LocationMismatch {
    private LocationMismatch() {}

    /** @throws ImageException if {@code found} cannot be the image that {@code catalogue} describes */
    static void check(ImageReference location, ImageInfo found, ImageInfo catalogue) throws ImageException {
        if (found.kind() != ImageInfo.Kind.IMAGE) {
            throw new ImageException(ErrorCode.UNACCEPTABLE, location + " is not an image but a " + found.kind());
        }
        OptionalLong size = found.size();
        if (size.isPresent() && size.getAsLong() == 0) {
            throw new ImageException(ErrorCode.UNACCEPTABLE, location + " is empty");
        }
        OptionalLong expected = catalogue.size();
        if (size.isPresent() && expected.isPresent() && size.getAsLong() != expected.getAsLong()) {
            throw new ImageException(
                    ErrorCode.INVALID_METADATA,
                    location + " has " + size.getAsLong() + " bytes, expected " + expected.getAsLong()
                            + " by its catalogue");
        }
    }
}
