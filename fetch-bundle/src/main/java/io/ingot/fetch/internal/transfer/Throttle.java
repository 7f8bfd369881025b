// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;

/** Holds up the readers of bytes that come faster than they may. Safe for concurrent use. */
@FunctionalInterface
public interface Throttle {
    /** Holds up nobody. */
    Throttle OPEN = (from, bytes, call, waiting) -> {};

    /**
     * Called by a reader after each read; returns when it may go on.
     *
     * @param from whose bytes they are
     * @param bytes that have just come
     * @param call of the reader
     * @param waiting to be run a few times a second while it waits: it is us who are slow
     * @throws ImageException if the call ends first
     */
    void pass(ImageReference from, int bytes, Call call, Runnable waiting) throws ImageException;
}
