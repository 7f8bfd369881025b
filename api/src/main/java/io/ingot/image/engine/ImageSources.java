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
 * The resolver as the engine sees it: it also opens the bytes of images, and takes the limits of the engine. Bytes are read on
 * the thread of the caller: a read that ignores its {@link Call} holds that thread.
 */
@ProviderType
public interface ImageSources extends ImageServices {
    /**
     * The bytes of an image, or where they lie. A source ends with UNAVAILABLE when its service leaves: open it again.
     *
     * @param shown the version wanted, from {@link #show}
     * @return owned by the caller, who closes it
     * @throws ImageException as {@link #show}; CHANGED if the image is no longer that version
     */
    ImageSource open(ImageRequest request, ImageInfo shown, Call call) throws ImageException;

    /**
     * As {@link #show(ImageRequest, Call)}, within limits.
     *
     * @throws ImageException as there; TRANSFER_FAILED if no attempt was answered in time
     */
    default ImageInfo show(ImageRequest request, AttemptLimits limits, Call call) throws ImageException {
        return show(request, call);
    }

    /**
     * As {@link #open(ImageRequest, ImageInfo, Call)}, within limits.
     *
     * @throws ImageException as there; TRANSFER_FAILED if no attempt was answered in time
     */
    default ImageSource open(ImageRequest request, ImageInfo shown, AttemptLimits limits, Call call)
            throws ImageException {
        return open(request, shown, call);
    }
}
