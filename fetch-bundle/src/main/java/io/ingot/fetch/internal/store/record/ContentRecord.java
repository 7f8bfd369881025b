// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.record;

import io.ingot.common.json.JsonFields;
import io.ingot.image.Checksum;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The record of a stored image; it never changes.
 *
 * @param sha256 64 hexadecimal digits
 * @param size in bytes
 * @param digests the digests known when it was added, SHA-256 among them
 * @param added when it was added to the store
 */
public record ContentRecord(String sha256, long size, List<Checksum> digests, Instant added) {
    private static final String SHA256 = "sha256";
    private static final String SIZE = "size";
    private static final String DIGESTS = "digests";
    private static final String ADDED = "added";

    /** Copies the list. */
    public ContentRecord {
        digests = List.copyOf(digests);
        if (!digests.contains(new Checksum(SHA256, sha256))) {
            throw new IllegalArgumentException("digests must contain sha256 " + sha256);
        }
    }

    Map<String, Object> write() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(SHA256, sha256);
        fields.put(SIZE, size);
        fields.put(DIGESTS, JsonFields.ofDigests(digests));
        fields.put(ADDED, added.toString());
        return fields;
    }

    static ContentRecord read(JsonFields fields) {
        return new ContentRecord(
                fields.sha256(SHA256), fields.size(SIZE), fields.digests(DIGESTS), fields.instant(ADDED));
    }
}
