// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Puts images where they are wanted: whole and verified, or not at all. */
@ProviderType
public interface ImageFetcher {
    /**
     * Begins to fetch. What stands at the destination stays until the image replaces it in one step.
     *
     * @throws ImageException LOCAL_IO if the destination cannot be written; UNAVAILABLE if the engine is stopping;
     *     everything else that can go wrong is thrown by {@link Fetch#join}
     */
    Fetch fetch(FetchRequest request) throws ImageException;

    /** The fetches that have begun and not ended, in the order in which they began. */
    List<Fetch> running();

    /**
     * The facts of the journey up to the first byte. Moves no bytes, writes nothing.
     *
     * @throws ImageException as {@link #fetch} and {@link Fetch#join} would, up to that point
     */
    FetchPreview preview(FetchRequest request, Call call) throws ImageException;
}
