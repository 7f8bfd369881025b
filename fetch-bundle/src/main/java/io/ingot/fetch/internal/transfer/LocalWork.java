// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.buffer.LocalFailure;
import io.ingot.image.ImageException;

/** Work on this machine, such as writing a file. */
@FunctionalInterface
interface LocalWork<T> {
    T run() throws ImageException;

    /** Runs the work; a failure is a {@link LocalFailure}, since another attempt to reach the origin would not help. */
    static <T> T locally(LocalWork<T> work) throws LocalFailure {
        try {
            return work.run();
        } catch (ImageException e) {
            throw new LocalFailure(e);
        }
    }
}
