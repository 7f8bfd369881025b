// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.event;

import io.ingot.image.ImageException;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchedImage;

/** Is notified of every fetch of the engine. Must not block. */
public interface FetchListener {
    /** The fetch has begun. */
    void started(Fetch fetch);

    /** The fetch is running; called about once a second. */
    void progress(Fetch fetch);

    /** The fetch has placed its image. */
    void done(Fetch fetch, FetchedImage image);

    /** The fetch has failed, or was cancelled. */
    void failed(Fetch fetch, ImageException e);
}
