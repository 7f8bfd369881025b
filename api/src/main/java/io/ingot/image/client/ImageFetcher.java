// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Fetches images to files. A destination receives the complete, verified image, or is not changed. Safe for concurrent
 * use.
 */
@ProviderType
public interface ImageFetcher {
    /**
     * Starts a fetch, and returns immediately. A file at the destination stays until the image replaces it atomically.
     *
     * @throws ImageException LOCAL_IO if the destination cannot be written; UNAVAILABLE if the engine is stopping;
     *     {@link Fetch#join} throws all other failures
     */
    Fetch fetch(FetchRequest request) throws ImageException;

    /** Returns the running fetches, in the order of their start. */
    List<Fetch> running();

    /**
     * Describes what a fetch would do. Transfers no bytes of the image, and writes nothing.
     *
     * @throws ImageException if a fetch would fail before the transfer, with the code of that failure
     */
    FetchPreview preview(FetchRequest request, Call call) throws ImageException;
}
