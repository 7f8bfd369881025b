// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.landing;

import io.ingot.fetch.internal.source.Leaf;
import io.ingot.image.ImageException;

/** Chooses where the bytes of an image arrive. */
@FunctionalInterface
public interface Landings {
    /**
     * Chooses, once for each transfer; once more when bytes that must not be kept follow others that may be.
     *
     * @param leaf where the next bytes will be read; further ones may come from another
     * @return owned by the caller, who closes it
     */
    Landing choose(Leaf leaf) throws ImageException;
}
