// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.deploy;

import java.nio.file.Path;
import java.util.Objects;

/**
 * The space that all images of a plan need on one file system.
 *
 * @param folder a folder on the file system: that of the node or the store
 * @param needed the required bytes
 * @param free the free bytes
 * @param atLeast whether {@code needed} is a lower bound, because the size of an image is unknown
 */
public record SpaceNeed(Path folder, long needed, long free, boolean atLeast) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if a number is negative
     */
    public SpaceNeed {
        Objects.requireNonNull(folder);
        if (needed < 0 || free < 0) {
            throw new IllegalArgumentException("needed and free must not be negative, were " + needed + " and " + free);
        }
    }

    /** Returns whether {@code needed} bytes are free. */
    public boolean fits() {
        return needed <= free;
    }
}
