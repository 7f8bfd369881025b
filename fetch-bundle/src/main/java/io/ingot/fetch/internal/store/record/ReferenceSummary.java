// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.record;

import io.ingot.common.file.FileState;

/**
 * What a scan of all references keeps of one: a few words, whatever its service showed.
 *
 * @param key see {@link ReferenceRecord#key}
 * @param sha256 see {@link ReferenceRecord#sha256}
 * @param shown see {@link ReferenceRecord#shown}
 * @param mark see {@link ReferenceRecord#mark}
 * @param vouched see {@link ReferenceRecord#vouched}
 * @param file how the record's file was before it was read: any other record there has another state
 */
public record ReferenceSummary(String key, String sha256, String shown, String mark, boolean vouched, FileState file) {
    static ReferenceSummary of(ReferenceRecord reference, FileState file) {
        return new ReferenceSummary(
                reference.key(), reference.sha256(), reference.shown(), reference.mark(), reference.vouched(), file);
    }
}
