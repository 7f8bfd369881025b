// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.deploy;

import io.ingot.image.client.Progress;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** Receives the progress of a preparation. */
@ConsumerType
@FunctionalInterface
public interface PreparationListener {
    /**
     * Receives the progress of all images: a few times a second, never concurrently, and once at the end. Must not
     * block.
     *
     * @param images the progress of each image of the plan, by role
     */
    void progress(Map<Role, Progress> images);
}
