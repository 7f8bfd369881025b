// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import io.ingot.image.Checksum;

/**
 * An entry of a checksum file.
 *
 * @param place where it stands
 * @param checksum what it says
 * @param assumed whether only the number of digits tells the algorithm
 * @param path the name beside it, without escapes; empty if there is none
 */
record ChecksumLine(SourceLine place, Checksum checksum, boolean assumed, String path) {
    /** Whether it has no name. */
    boolean bare() {
        return path.isEmpty();
    }

    /** The same digits as those of an algorithm, if only their number told the algorithm, and it fits. */
    ChecksumLine assuming(String algorithm) {
        if (!assumed) {
            return this;
        }
        try {
            return new ChecksumLine(place, new Checksum(algorithm, checksum.hex()), true, path);
        } catch (IllegalArgumentException e) {
            return this; // of another length
        }
    }
}
