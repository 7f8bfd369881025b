// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.engine;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.ImageServices;
import io.ingot.image.spi.ImageSource;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The resolver as the engine uses it: it also opens images, and accepts the limits of the engine. Bytes are read on the
 * thread of the caller: a read that ignores its {@link Call} blocks that thread. Safe for concurrent use.
 */
@ProviderType
public interface ImageSources extends ImageServices {
    /**
     * Opens a version of an image. Reads of the source end with UNAVAILABLE when its service leaves: the image can be
     * opened again.
     *
     * @param info the version to open, from {@link #show}
     * @return the bytes, or the locations of the bytes; the caller closes it
     * @throws ImageException as {@link #show}; a {@linkplain ImageException#versionChange version change} if the image
     *     no longer has this version
     */
    ImageSource open(ImageRequest request, ImageInfo info, Call call) throws ImageException;

    /**
     * Returns what is known of an image now, as {@link #show(ImageRequest, Call)} does, within limits.
     *
     * @throws ImageException as there; TRANSFER_FAILED if no attempt succeeded in time
     */
    default ImageInfo show(ImageRequest request, AttemptLimits limits, Call call) throws ImageException {
        return show(request, call);
    }

    /**
     * Opens a version of an image, as {@link #open(ImageRequest, ImageInfo, Call)} does, within limits.
     *
     * @throws ImageException as there; TRANSFER_FAILED if no attempt succeeded in time
     */
    default ImageSource open(ImageRequest request, ImageInfo info, AttemptLimits limits, Call call)
            throws ImageException {
        return open(request, info, call);
    }
}
