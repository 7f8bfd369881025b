// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import io.ingot.image.ImageException;
import io.ingot.image.ImageRequest;
import io.ingot.image.spi.ImageService;
import io.ingot.resolver.internal.service.LinkedCall;
import org.jspecify.annotations.Nullable;

/**
 * A query to an image service. It transfers no bytes of the image, so it may be repeated.
 *
 * @param <T> the result
 */
interface Query<T> {
    /**
     * Sends the query; code of the service runs.
     *
     * @param request the request as the service gets it
     * @param call ends with the caller's call, its own timeout, or the service
     * @return null only if the service breaks its contract
     */
    @Nullable
    T ask(ImageService service, ImageRequest request, LinkedCall call) throws ImageException;

    /** Frees a result that arrived after the caller had given up. */
    default void discard(T result) {}
}
