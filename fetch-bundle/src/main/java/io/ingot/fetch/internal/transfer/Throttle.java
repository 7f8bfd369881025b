// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;

/** Delays readers whose bytes arrive faster than allowed. Safe for concurrent use. */
@FunctionalInterface
public interface Throttle {
    /** Delays no reader. */
    Throttle UNLIMITED = (from, bytes, call, waiting) -> {};

    /**
     * Waits, after a read, until the reader may continue.
     *
     * @param from the reference that is read
     * @param bytes how many have just been read
     * @param call the reader's call
     * @param waiting run several times a second meanwhile, so that the wait does not count as a stall of the origin
     * @throws ImageException if the call ends first
     */
    void await(ImageReference from, int bytes, Call call, Runnable waiting) throws ImageException;
}
