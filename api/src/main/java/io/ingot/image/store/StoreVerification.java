// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.store;

import java.util.List;

/**
 * The result of verifying a store.
 *
 * @param intact the images that match their records
 * @param damages the damaged images and records, which were removed
 */
public record StoreVerification(List<StoredImage> intact, List<Damage> damages) {
    /** Copies the lists. */
    public StoreVerification {
        intact = List.copyOf(intact);
        damages = List.copyOf(damages);
    }

    /**
     * A damaged image or record.
     *
     * @param name the digest of the image, or the name of the file
     * @param reason what was damaged, one sentence
     */
    public record Damage(String name, String reason) {}
}
