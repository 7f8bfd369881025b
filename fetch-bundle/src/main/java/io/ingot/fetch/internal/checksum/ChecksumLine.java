// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import io.ingot.image.Checksum;

/**
 * A line of a checksum file that has a checksum.
 *
 * @param number of the line, from 1
 * @param path the name beside it, as the line has it but without escapes; empty if there is none
 */
record ChecksumLine(int number, Checksum checksum, String path) {
    /** Whether no name stands beside the checksum. */
    boolean bare() {
        return path.isEmpty();
    }
}
