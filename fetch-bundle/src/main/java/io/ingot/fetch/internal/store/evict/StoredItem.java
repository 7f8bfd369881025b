// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.evict;

import io.ingot.common.file.FileState;
import io.ingot.fetch.internal.store.record.ContentRecord;
import java.time.Instant;

/**
 * A stored image, as its record and file state describe it.
 *
 * @param entry its record
 * @param state the state of its file
 * @param lastUsed when it was last placed
 * @param leased whether a lease protects it
 */
public record StoredItem(ContentRecord entry, FileState state, Instant lastUsed, boolean leased) {
    /** Returns the SHA-256 as 64 hexadecimal digits. */
    public String sha256() {
        return entry.sha256();
    }

    /** Returns whether a node or a lease uses it. */
    public boolean inUse() {
        return leased || state.links() > 1;
    }
}
