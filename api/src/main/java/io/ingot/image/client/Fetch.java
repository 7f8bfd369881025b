// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** A running or finished fetch. Safe for concurrent use. */
@ProviderType
public interface Fetch {
    /** Returns the reference of the image. */
    ImageReference reference();

    /** Returns the destination, an absolute path. */
    Path destination();

    /** Returns the progress at this moment. */
    Progress progress();

    /**
     * Cancels the fetch: it ends with CANCELLED, unless it has ended. Returns immediately. The destination is not
     * changed.
     */
    void cancel();

    /**
     * Waits for the end of the fetch. If the thread is interrupted, the fetch is cancelled, and the interrupt flag
     * stays set.
     *
     * @return the fetched image
     * @throws ImageException if the fetch failed or was cancelled
     */
    FetchedImage join() throws ImageException;

    /** Returns a stage that completes when the fetch ends, exceptionally with an {@link ImageException} if it fails. */
    CompletionStage<FetchedImage> result();
}
