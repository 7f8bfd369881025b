// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.spi.Location;

/** Locates images in Swift. */
@FunctionalInterface
interface SwiftSource {
    /**
     * Signs a URL for an image.
     *
     * @throws ImageException if the URL cannot be signed
     */
    Location locate(String id, Call call) throws ImageException;
}
