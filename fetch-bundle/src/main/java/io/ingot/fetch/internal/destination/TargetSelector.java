// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import io.ingot.fetch.internal.source.ResolvedSource;
import io.ingot.image.ImageException;

/** Chooses where the bytes of an image arrive. */
@FunctionalInterface
public interface TargetSelector {
    /**
     * Chooses, once for each transfer; once more when bytes that must not be kept follow others that may be.
     *
     * @param leaf where the next bytes will be read; further ones may come from another
     * @return owned by the caller, who closes it
     */
    Target choose(ResolvedSource leaf) throws ImageException;
}
