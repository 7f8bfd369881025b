// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.store;

import java.util.List;

/**
 * The result of cleaning a store.
 *
 * @param dropped the removed images
 * @param leftovers the number of removed files of interrupted transfers
 * @param freed the number of bytes freed in total
 */
public record StoreCleanup(List<StoredImage> dropped, int leftovers, long freed) {
    /** Copies the list. */
    public StoreCleanup {
        dropped = List.copyOf(dropped);
    }
}
