// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.content;

import io.ingot.common.file.FileState;
import io.ingot.fetch.internal.store.record.ContentRecord;
import io.ingot.image.Checksum;
import java.util.ArrayList;
import java.util.List;

/**
 * A stored image that passed the check: valid while its lock is held, and afterwards while its file is in this state.
 *
 * @param entry its record
 * @param laterDigests digests that were computed after it was added
 * @param state the state of its file
 */
public record CheckedContent(ContentRecord entry, List<Checksum> laterDigests, FileState state) {
    /** Copies the list. */
    public CheckedContent {
        laterDigests = List.copyOf(laterDigests);
    }

    /** Returns all known digests. */
    public List<Checksum> digests() {
        List<Checksum> all = new ArrayList<>(entry.digests());
        laterDigests.stream().filter(digest -> !all.contains(digest)).forEach(all::add);
        return all;
    }
}
