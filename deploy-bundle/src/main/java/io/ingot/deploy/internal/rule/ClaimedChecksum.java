// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.image.Checksum;
import io.ingot.image.client.ExpectedChecksum;

/**
 * An expected checksum of an image, and the field that it comes from.
 *
 * @param checksum the expected checksum
 * @param field the field that has it; {@code image_checksum} if the caller gave it
 */
public record ClaimedChecksum(ExpectedChecksum checksum, String field) {
    /** Whether a failure with this subject is about this checksum. */
    boolean matches(String subject) {
        return checksum.toString().equals(subject);
    }

    /** Whether the checksum is listed in a checksum file. */
    boolean isInFile() {
        return checksum instanceof ExpectedChecksum.InFile;
    }

    /** Whether an attacker can make other bytes that have it. */
    boolean isWeak() {
        return checksum instanceof ExpectedChecksum.Known known
                && !known.checksum().strong();
    }

    /** Whether it is known to be strong. A checksum file whose algorithm is not given may list weak checksums only. */
    boolean isStrong() {
        if (checksum instanceof ExpectedChecksum.InFile file) {
            return file.algorithm().filter(Checksum::strong).isPresent();
        }
        return checksum instanceof ExpectedChecksum.Known known
                && known.checksum().strong();
    }

    /** The checksum. */
    @Override
    public String toString() {
        return checksum.toString();
    }
}
