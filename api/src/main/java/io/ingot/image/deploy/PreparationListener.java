// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.deploy;

import io.ingot.image.client.Progress;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** Is told how far the images of one node are. */
@ConsumerType
@FunctionalInterface
public interface PreparationListener {
    /**
     * Looks at it: a few times a second, never two at once, and once at the end. It must not block.
     *
     * @param images the progress of each image of the plan
     */
    void progress(Map<Role, Progress> images);
}
