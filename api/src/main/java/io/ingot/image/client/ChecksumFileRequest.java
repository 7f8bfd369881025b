// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import io.ingot.image.Checksum;
import io.ingot.image.ImageRequest;
import java.util.Objects;
import java.util.Optional;

/**
 * A checksum file that is read for an image.
 *
 * @param file which file, as whom; the fragment of its reference, if there is one, is the name to look for
 * @param algorithm the one to take from the file, in its canonical spelling; empty for all that the file has
 */
public record ChecksumFileRequest(ImageRequest file, Optional<String> algorithm) {
    /**
     * Brings the algorithm to its canonical spelling.
     *
     * @throws IllegalArgumentException if it cannot be the name of an algorithm
     */
    public ChecksumFileRequest {
        Objects.requireNonNull(file);
        algorithm = algorithm.map(Checksum::canonical);
    }

    /** Takes every checksum of the image that the file has. */
    public ChecksumFileRequest(ImageRequest file) {
        this(file, Optional.empty());
    }
}
