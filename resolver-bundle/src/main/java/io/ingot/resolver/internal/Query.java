// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import io.ingot.image.ImageException;
import io.ingot.image.ImageRequest;
import io.ingot.image.spi.ImageService;
import io.ingot.resolver.internal.service.LinkedCall;
import org.jspecify.annotations.Nullable;

/**
 * What a service is asked. It moves no bytes of the image, hence may be asked again.
 *
 * @param <T> the answer
 */
interface Query<T> {
    /**
     * Asks; foreign code runs.
     *
     * @param request what the service is handed
     */
    @Nullable
    T ask(ImageService service, ImageRequest request, LinkedCall leash) throws ImageException;

    /** Frees an answer that came after the caller had given up. */
    default void discard(T answer) {}
}
