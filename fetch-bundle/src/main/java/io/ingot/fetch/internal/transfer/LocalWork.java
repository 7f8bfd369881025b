// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.buffer.LocalFailure;
import io.ingot.image.ImageException;

/** Work that concerns this machine alone. */
@FunctionalInterface
interface LocalWork<T> {
    T run() throws ImageException;

    /** Does it; another attempt to reach the origin does not help where it fails. */
    static <T> T locally(LocalWork<T> work) throws LocalFailure {
        try {
            return work.run();
        } catch (ImageException e) {
            throw new LocalFailure(e);
        }
    }
}
