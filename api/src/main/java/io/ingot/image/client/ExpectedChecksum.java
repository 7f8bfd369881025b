// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.util.Optional;

/**
 * The checksum that an image must have, as a user specifies it. Branch with a default: kinds are added in minor
 * versions.
 */
public sealed interface ExpectedChecksum {
    /**
     * A given checksum.
     *
     * @param checksum the checksum
     */
    record Known(Checksum checksum) implements ExpectedChecksum {
        @Override
        public String toString() {
            return checksum.toString();
        }
    }

    /**
     * A checksum that a checksum file lists for the image.
     *
     * @param file a reference of any scheme; its fragment, if any, is the name to look up, instead of the file name of
     *     the image
     * @param algorithm the algorithm to take from the file, by its canonical name; empty for all that the file lists
     */
    record InFile(ImageReference file, Optional<String> algorithm) implements ExpectedChecksum {
        /**
         * Normalises the name of the algorithm.
         *
         * @throws IllegalArgumentException if {@code algorithm} cannot be the name of an algorithm
         */
        public InFile {
            algorithm = algorithm.map(Checksum::canonical);
        }

        /** Creates an expectation of every checksum of the image that the file lists. */
        public InFile(ImageReference file) {
            this(file, Optional.empty());
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }

    /**
     * Parses {@code ALGORITHM:HEX}, hexadecimal digits of a known length, or the URL of a checksum file.
     *
     * @throws ImageException INVALID_METADATA if the text is none of them; INVALID_REFERENCE if it is a malformed URL
     */
    static ExpectedChecksum parse(String text) throws ImageException {
        String trimmed = text.strip();
        if (trimmed.contains(":/")) {
            return new InFile(ImageReference.parse(trimmed));
        }
        if (trimmed.isEmpty()) {
            throw new ImageException(
                    ErrorCode.INVALID_METADATA,
                    "the checksum is empty; write ALGORITHM:HEX, such as sha256:9f2c…, or the URL of a checksum file");
        }
        return new Known(Checksum.parse(trimmed));
    }
}
