// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.content;

import io.ingot.fetch.internal.store.record.ContentRecord;
import io.ingot.fetch.internal.store.record.ReferenceRecord;
import java.nio.file.Path;
import java.util.List;

/**
 * A content that is about to be held.
 *
 * @param part the file it has arrived in
 * @param entry what is known of it
 * @param references what names it
 */
public record NewContent(Path part, ContentRecord entry, List<ReferenceRecord> references) {
    /** Copies the list. */
    public NewContent {
        references = List.copyOf(references);
    }
}
