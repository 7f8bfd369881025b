// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import io.ingot.image.Checksum;

/**
 * An entry of a checksum file.
 *
 * @param position of the entry in the file
 * @param checksum the digest, with its algorithm
 * @param assumed whether only the number of digits implies the algorithm
 * @param path the name in the entry, without escapes; empty if there is none
 */
record ChecksumLine(SourceLine position, Checksum checksum, boolean assumed, String path) {
    /** Whether the line has no name. */
    boolean isUnnamed() {
        return path.isEmpty();
    }

    /** Returns this line with another algorithm, if only the number of digits implied its algorithm, and it fits. */
    ChecksumLine assuming(String algorithm) {
        if (!assumed) {
            return this;
        }
        try {
            return new ChecksumLine(position, new Checksum(algorithm, checksum.hex()), true, path);
        } catch (IllegalArgumentException e) {
            return this; // of another length
        }
    }
}
