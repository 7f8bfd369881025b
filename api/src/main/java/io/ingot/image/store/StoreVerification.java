// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.store;

import java.util.List;

/**
 * What a look at every image of a store found.
 *
 * @param intact the images that are as they were recorded
 * @param damages what was damaged, and was dropped
 */
public record StoreVerification(List<StoredImage> intact, List<Damage> damages) {
    /** Copies the lists. */
    public StoreVerification {
        intact = List.copyOf(intact);
        damages = List.copyOf(damages);
    }

    /**
     * One thing that was damaged.
     *
     * @param name of the content or the record: a digest or a file's name
     * @param reason what was wrong with it, a sentence
     */
    public record Damage(String name, String reason) {}
}
