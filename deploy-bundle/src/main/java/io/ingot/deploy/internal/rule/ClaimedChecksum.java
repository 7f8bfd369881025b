// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.image.Checksum;
import io.ingot.image.client.ExpectedChecksum;

/**
 * A checksum that an image must have.
 *
 * @param sum the checksum
 * @param field the one that says so, or would, where the caller does
 */
public record ClaimedChecksum(ExpectedChecksum checksum, String field) {
    /** Whether it is what a failure is about. */
    boolean matches(String subject) {
        return checksum.toString().equals(subject);
    }

    /** Whether a file says what it is. */
    boolean isInFile() {
        return checksum instanceof ExpectedChecksum.InFile;
    }

    /** Whether others can make bytes that have it. */
    boolean isWeak() {
        return checksum instanceof ExpectedChecksum.Known known && !known.checksum().strong();
    }

    /** Whether it is known that others cannot: a file whose algorithm is not named may have weak checksums only. */
    boolean isStrong() {
        if (checksum instanceof ExpectedChecksum.InFile file) {
            return file.algorithm().filter(Checksum::strong).isPresent();
        }
        return checksum instanceof ExpectedChecksum.Known known && known.checksum().strong();
    }

    /** The checksum. */
    @Override
    public String toString() {
        return checksum.toString();
    }
}
