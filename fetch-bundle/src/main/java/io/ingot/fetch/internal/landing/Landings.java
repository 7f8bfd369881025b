// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.landing;

import io.ingot.fetch.internal.source.Leaf;
import io.ingot.image.ImageException;

/** Chooses where the bytes of an image arrive. */
@FunctionalInterface
public interface Landings {
    /**
     * Chooses, once for each transfer.
     *
     * @param leaf where the first bytes will be read; further ones may come from another
     * @return owned by the caller, who closes it
     */
    Landing choose(Leaf leaf) throws ImageException;
}
