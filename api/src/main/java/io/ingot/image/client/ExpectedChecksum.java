// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.util.Optional;

/** The checksum that an image must have, as a person names it. Branch with a default: a new kind is a minor change. */
public sealed interface ExpectedChecksum {
    /** It is this one. */
    record Known(Checksum checksum) implements ExpectedChecksum {
        @Override
        public String toString() {
            return checksum.toString();
        }
    }

    /**
     * It stands in a checksum file, on the line that names the image.
     *
     * @param file a reference of any scheme that is installed; its fragment, if it has one, is the name to look for, in the
     *     place of the image's own
     * @param algorithm the one to take from the file, in its canonical spelling; empty for all that the file has
     */
    record InFile(ImageReference file, Optional<String> algorithm) implements ExpectedChecksum {
        /**
         * Brings the algorithm to its canonical spelling.
         *
         * @throws IllegalArgumentException if it cannot be the name of an algorithm
         */
        public InFile {
            algorithm = algorithm.map(Checksum::canonical);
        }

        /** Takes every checksum of the image that the file has. */
        public InFile(ImageReference file) {
            this(file, Optional.empty());
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }

    /**
     * Reads what a person wrote: {@code ALGORITHM:HEX}, hexadecimal digits of a known length, or the URL of a checksum file.
     *
     * @throws ImageException INVALID_METADATA if it is none of them; INVALID_REFERENCE if it is a malformed URL
     */
    static ExpectedChecksum parse(String text) throws ImageException {
        String trimmed = text.strip();
        if (trimmed.contains(":/")) {
            return new InFile(ImageReference.parse(trimmed));
        }
        if (trimmed.isEmpty()) {
            throw new ImageException(
                    ErrorCode.INVALID_METADATA,
                    "a checksum is empty; write ALGORITHM:HEX, such as sha256:9f2c…, or the URL of a checksum file");
        }
        return new Known(Checksum.parse(trimmed));
    }
}
