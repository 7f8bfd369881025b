// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.engine;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import org.osgi.annotation.versioning.ConsumerType;

/** Hears of the attempts of one question, on the thread that asks. Its methods return at once and throw nothing. */
@ConsumerType
public interface AttemptListener {
    /** Ignores everything. */
    AttemptListener NONE = new AttemptListener() {};

    /** No service answers the scheme of the reference now; one is waited for. */
    default void waiting(ImageReference reference) {}

    /**
     * An attempt begins.
     *
     * @param left how many attempts may be made from now on, this one included
     */
    default void asking(ImageReference reference, int left) {}

    /** An attempt failed; another follows after a pause. */
    default void failed(ImageException failure) {}
}
