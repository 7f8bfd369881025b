// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import java.util.Locale;

/**
 * In which container Glance puts an image: {@code swift_store_container} and
 * {@code swift_store_multiple_containers_seed} of its Swift store.
 *
 * @param name the container, or how the names of the containers begin
 * @param seed how many characters of an image's id name its container; 0 for one container
 */
record Containers(String name, int seed) {
    /** As many as a UUID has digits: Glance's own limit. */
    static final int MAX_SEED = 32;

    /**
     * The container of an image. It is built as Glance builds it, since the object must be found there: dashes are kept
     * and do not count, but only those among the first {@code seed} characters are looked for. So seed 13 leads to
     * {@code 757274c4-2856-}, with a dash and no thirteenth digit.
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
