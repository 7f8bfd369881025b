// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.content;

import io.ingot.common.file.FileState;
import io.ingot.fetch.internal.store.record.ContentRecord;
import io.ingot.image.Checksum;
import java.util.ArrayList;
import java.util.List;

/**
 * A content that passed the check: for sure as long as its lock is held, and afterwards while its file is in this state.
 *
 * @param entry what is known of it for ever
 * @param more digests that were computed since it came
 * @param state of its file
 */
public record SoundContent(ContentRecord entry, List<Checksum> more, FileState state) {
    /** Copies the list. */
    public SoundContent {
        more = List.copyOf(more);
    }

    /** Every digest that is known of it. */
    public List<Checksum> digests() {
        List<Checksum> all = new ArrayList<>(entry.digests());
        more.stream().filter(digest -> !all.contains(digest)).forEach(all::add);
        return all;
    }
}
