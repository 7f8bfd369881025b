// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.record;

import io.ingot.common.file.FileState;

/**
 * The parts of a reference record that an index keeps: of a small size, whatever the image service reported.
 *
 * @param key see {@link ReferenceRecord#key}
 * @param sha256 see {@link ReferenceRecord#sha256}
 * @param displayReference see {@link ReferenceRecord#displayReference}
 * @param mark see {@link ReferenceRecord#mark}
 * @param vouched see {@link ReferenceRecord#vouched}
 * @param file the state of the record's file before it was read; a replaced record has another state
 */
public record ReferenceSummary(
        String key, String sha256, String displayReference, String mark, boolean vouched, FileState file) {
    static ReferenceSummary of(ReferenceRecord reference, FileState file) {
        return new ReferenceSummary(
                reference.key(),
                reference.sha256(),
                reference.displayReference(),
                reference.mark(),
                reference.vouched(),
                file);
    }
}
