// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** A fetch under way, or ended. Safe for concurrent use. */
@ProviderType
public interface Fetch {
    /** Which image. */
    ImageReference reference();

    /** Where it is wanted: an absolute path. */
    Path destination();

    /** How far it is, now. */
    Progress progress();

    /** Ends it with CANCELLED, unless it has ended; returns at once. The destination stays as it was. */
    void cancel();

    /**
     * Waits for the end. A thread that is interrupted while it waits cancels the fetch, and keeps its interrupt flag.
     *
     * @throws ImageException what went wrong
     */
    FetchedImage join() throws ImageException;

    /** The end, as a stage; it fails with an {@link ImageException}. */
    CompletionStage<FetchedImage> result();
}
