// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.spi.Location;

/** Where an image can be read from Swift. */
@FunctionalInterface
interface SwiftSource {
    /**
     * Signs a URL for it.
     *
     * @throws ImageException what keeps it from being signed
     */
    Location locate(String id, Call call) throws ImageException;
}
