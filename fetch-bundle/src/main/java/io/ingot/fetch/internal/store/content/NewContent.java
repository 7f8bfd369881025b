// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.content;

import io.ingot.fetch.internal.store.record.ContentRecord;
import io.ingot.fetch.internal.store.record.ReferenceRecord;
import java.nio.file.Path;
import java.util.List;

/**
 * An image that is about to be added to the store.
 *
 * @param part the complete part file
 * @param entry its record
 * @param references the references that name it
 */
public record NewContent(Path part, ContentRecord entry, List<ReferenceRecord> references) {
    /** Copies the list. */
    public NewContent {
        references = List.copyOf(references);
    }
}
