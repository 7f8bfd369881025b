// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.evict;

import io.ingot.common.file.FileState;
import io.ingot.fetch.internal.store.record.ContentRecord;
import java.time.Instant;

/**
 * A held content, as it is found without reading it.
 *
 * @param entry what is known of it
 * @param state of its file
 * @param lastUsed when it was handed out last
 * @param leased whether a lease keeps it
 */
public record StoredItem(ContentRecord entry, FileState state, Instant lastUsed, boolean leased) {
    /** Which content. */
    public String sha256() {
        return entry.sha256();
    }

    /** Whether a node or a lease still uses it. */
    public boolean inUse() {
        return leased || state.links() > 1;
    }
}
