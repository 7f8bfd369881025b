// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import java.util.Locale;

/**
 * The containers of Glance's Swift store: {@code swift_store_container} and {@code
 * swift_store_multiple_containers_seed}.
 *
 * @param name the container, or the prefix of the containers
 * @param seed the number of characters of an image's ID in the name of its container; 0 for one container
 */
record Containers(String name, int seed) {
    /** Glance's own limit, the number of digits of a UUID. */
    static final int MAX_SEED = 32;

    /**
     * Returns the container of an image, named as Glance names it. Dashes are kept and not counted, but only those
     * among the first {@code seed} characters are taken into account: seed 13 gives {@code 757274c4-2856-}, with a dash
     * and no thirteenth digit.
     */
    String containerOf(String imageId) {
        if (seed == 0) {
            return name;
        }
        String id = imageId.toLowerCase(Locale.ROOT);
        int dashes = (int)
                id.substring(0, seed).chars().filter(letter -> letter == '-').count();
        return name + "_" + id.substring(0, seed + dashes);
    }
}
