// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.content;

import io.ingot.fetch.internal.store.record.Entry;
import io.ingot.fetch.internal.store.record.Reference;
import java.nio.file.Path;
import java.util.List;

/**
 * A content that is about to be held.
 *
 * @param part the file it has arrived in
 * @param entry what is known of it
 * @param references what names it
 */
public record Arrival(Path part, Entry entry, List<Reference> references) {
    /** Copies the list. */
    public Arrival {
        references = List.copyOf(references);
    }
}
