// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.deploy;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What all images of a plan need together on one file system.
 *
 * @param folder a folder there: the node's, or the store's
 * @param needed the bytes that are needed
 * @param free the bytes that are free
 * @param atLeast whether more may be needed: nobody says how large some image is
 */
public record SpaceNeed(Path folder, long needed, long free, boolean atLeast) {
    /** The numbers may not be negative. */
    public SpaceNeed {
        Objects.requireNonNull(folder);
        if (needed < 0 || free < 0) {
            throw new IllegalArgumentException("no number of bytes: " + needed + ", " + free);
        }
    }

    /** Whether there is room for what is known. */
    public boolean fits() {
        return needed <= free;
    }
}
