// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.store;

import java.util.List;

/**
 * What a cleaning of a store dropped.
 *
 * @param dropped the images that went
 * @param leftovers how many files of interrupted transfers went
 * @param freed the bytes that were freed in all
 */
public record StoreCleanup(List<StoredImage> dropped, int leftovers, long freed) {
    /** Copies the list. */
    public StoreCleanup {
        dropped = List.copyOf(dropped);
    }
}
