// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.image.Checksum;
import java.nio.file.Path;
import java.util.List;

/**
 * A complete and verified image in a part file of the store. Nothing writes to the file any more.
 *
 * @param part the file: {@link TransferLock#part} or {@link TransferLock#spare}
 * @param size in bytes
 * @param digests the digests of the file, SHA-256 among them
 */
public record CompletePart(Path part, long size, List<Checksum> digests) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there is no SHA-256
     */
    public CompletePart {
        digests = List.copyOf(digests);
        if (digests.stream().noneMatch(sum -> sum.algorithm().equals("sha256"))) {
            throw new IllegalArgumentException("digests must contain a sha256, were " + digests);
        }
    }

    /** Returns the SHA-256 as 64 hexadecimal digits. */
    public String sha256() {
        return digests.stream()
                .filter(sum -> sum.algorithm().equals("sha256"))
                .findFirst()
                .orElseThrow()
                .hex();
    }
}
