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
 * Asks how the bytes of an image can be had. Bytes are guarded before anybody else sees them; locations are values of
 * the API, and handed on as they are.
 */
record OpenedSource(ImageInfo shown, ServiceCalls calls) implements Query<ImageSource> {
    @Override
    public @Nullable ImageSource ask(ImageService service, ImageRequest request, LinkedCall leash)
            throws ImageException {
        ImageSource source = service.open(request, shown, leash.call());
        return source instanceof ImageSource.Bytes bytes
                ? GuardedBytes.of(bytes, leash, calls, request.reference().toString())
                : source;
    }

    @Override
    public void discard(ImageSource late) {
        late.close();
    }
}
