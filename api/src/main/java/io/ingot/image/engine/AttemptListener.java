// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.engine;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Receives notifications about the attempts of one request, on the thread of the caller. Methods return immediately and
 * throw nothing.
 */
@ConsumerType
public interface AttemptListener {
    /** Ignores everything. */
    AttemptListener NONE = new AttemptListener() {};

    /** The request waits for a service that answers the scheme of the reference. */
    default void waiting(ImageReference reference) {}

    /**
     * An attempt starts.
     *
     * @param remaining how many attempts may still be made, including this one
     */
    default void asking(ImageReference reference, int remaining) {}

    /** An attempt failed; another one follows after a pause. */
    default void failed(ImageException failure) {}
}
