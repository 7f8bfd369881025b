// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.image.Checksum;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A content that was found to be as it was recorded, at one moment: it may be dropped at the next one.
 *
 * @param sha256 64 hexadecimal digits
 * @param path the file that holds it: to be read, never to be written nor linked by anyone but the store
 * @param size its bytes
 * @param digests all that are known, SHA-256 among them
 */
public record Held(String sha256, Path path, long size, List<Checksum> digests) {
    /** Copies the list. */
    public Held {
        digests = List.copyOf(digests);
    }

    /** The digest by an algorithm, if it is known. */
    public Optional<Checksum> digest(String algorithm) {
        String canonical = Checksum.canonical(algorithm);
        return digests.stream().filter(sum -> sum.algorithm().equals(canonical)).findFirst();
    }
}
