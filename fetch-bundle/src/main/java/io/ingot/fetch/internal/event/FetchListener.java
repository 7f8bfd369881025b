// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.event;

import io.ingot.image.ImageException;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchedImage;

/** Hears of every fetch of the engine. Must not block. */
public interface FetchListener {
    /** It has begun. */
    void started(Fetch fetch);

    /** It goes on; told about once a second. */
    void progress(Fetch fetch);

    /** The image is there. */
    void done(Fetch fetch, FetchedImage image);

    /** It failed, or was cancelled. */
    void failed(Fetch fetch, ImageException e);
}
