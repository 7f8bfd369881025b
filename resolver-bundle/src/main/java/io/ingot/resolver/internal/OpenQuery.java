// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageRequest;
import io.ingot.image.spi.ImageService;
import io.ingot.image.spi.ImageSource;
import io.ingot.resolver.internal.call.ServiceCalls;
import io.ingot.resolver.internal.service.LinkedCall;
import io.ingot.resolver.internal.source.GuardedBytes;
import org.jspecify.annotations.Nullable;

/**
 * Opens an image. Bytes are guarded before the caller sees them; locations are values of the API and returned as they
 * are.
 *
 * @param info the version to open
 * @param calls makes the reads of the guarded bytes
 */
record OpenQuery(ImageInfo info, ServiceCalls calls) implements Query<ImageSource> {
    @Override
    public @Nullable ImageSource ask(ImageService service, ImageRequest request, LinkedCall call)
            throws ImageException {
        ImageSource source = service.open(request, info, call.call());
        return source instanceof ImageSource.Bytes bytes
                ? GuardedBytes.of(bytes, call, calls, request.reference().toString())
                : source;
    }

    @Override
    public void discard(ImageSource late) {
        late.close();
    }
}
