// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.record;

import io.ingot.fetch.internal.store.disk.FileState;

/**
 * What a scan of all references keeps of one: a few words, whatever its service showed.
 *
 * @param key see {@link Reference#key}
 * @param sha256 see {@link Reference#sha256}
 * @param shown see {@link Reference#shown}
 * @param mark see {@link Reference#mark}
 * @param vouched see {@link Reference#vouched}
 * @param file how the record's file was before it was read: any other record there has another state
 */
public record Naming(String key, String sha256, String shown, String mark, boolean vouched, FileState file) {
    static Naming of(Reference reference, FileState file) {
        return new Naming(
                reference.key(), reference.sha256(), reference.shown(), reference.mark(), reference.vouched(), file);
    }
}
