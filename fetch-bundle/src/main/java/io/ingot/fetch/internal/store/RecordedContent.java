// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.image.Checksum;
import java.time.Instant;
import java.util.List;

/**
 * The record of a stored image. Its file was not checked.
 *
 * @param sha256 64 hexadecimal digits
 * @param size in bytes
 * @param digests all known digests, SHA-256 among them
 * @param added when it was added to the store
 */
public record RecordedContent(String sha256, long size, List<Checksum> digests, Instant added) {
    /** Copies the list. */
    public RecordedContent {
        digests = List.copyOf(digests);
    }
}
