// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import io.ingot.fetch.internal.source.ResolvedSource;
import io.ingot.image.ImageException;

/** Chooses the target of a transfer. */
@FunctionalInterface
public interface TargetSelector {
    /**
     * Chooses a target, once for each transfer; once more if bytes that must not be cached follow bytes that may be.
     *
     * @param source the source of the next bytes; later bytes may come from another
     * @return the target, which the caller closes
     */
    Target choose(ResolvedSource source) throws ImageException;
}
