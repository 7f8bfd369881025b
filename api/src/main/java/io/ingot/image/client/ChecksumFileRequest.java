// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import io.ingot.image.Checksum;
import io.ingot.image.ImageRequest;
import java.util.Objects;
import java.util.Optional;

/**
 * A request for the checksum file of an image.
 *
 * @param file the request for the file; the fragment of its reference, if any, is the name to look up in it
 * @param algorithm the algorithm to take from the file, by its canonical name; empty for all that the file lists
 */
public record ChecksumFileRequest(ImageRequest file, Optional<String> algorithm) {
    /**
     * Normalises the name of the algorithm.
     *
     * @throws IllegalArgumentException if {@code algorithm} cannot be the name of an algorithm
     */
    public ChecksumFileRequest {
        Objects.requireNonNull(file);
        algorithm = algorithm.map(Checksum::canonical);
    }

    /** Creates a request for every checksum of the image that the file lists. */
    public ChecksumFileRequest(ImageRequest file) {
        this(file, Optional.empty());
    }
}
