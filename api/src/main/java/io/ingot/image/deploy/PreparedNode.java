// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.deploy;

import java.nio.file.Path;
import java.util.List;

/**
 * A node's folder with all images of its deployment.
 *
 * @param folder the folder, an absolute path
 * @param images the images, in the order of the plan
 * @param warnings warnings for people, one sentence each
 */
public record PreparedNode(Path folder, List<PreparedImage> images, List<String> warnings) {
    /** Copies the lists. */
    public PreparedNode {
        images = List.copyOf(images);
        warnings = List.copyOf(warnings);
    }
}
