// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.image.Checksum;
import java.time.Instant;
import java.util.List;

/**
 * What is recorded of a held content. Whether its file is as it was recorded has not been looked at.
 *
 * @param sha256 of the content, 64 hexadecimal digits
 * @param size its bytes
 * @param digests all that were computed, SHA-256 among them
 * @param added when it came
 */
public record RecordedContent(String sha256, long size, List<Checksum> digests, Instant added) {
    /** Copies the list. */
    public RecordedContent {
        digests = List.copyOf(digests);
    }
}
