// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.deploy;

import java.nio.file.Path;
import java.util.List;

/**
 * The result of removing prepared images from a node's folder.
 *
 * @param folder the folder, an absolute path
 * @param removed the removed files, absolute paths
 * @param warnings warnings for people, one sentence each: which files were left, and why
 */
public record CleanedNode(Path folder, List<Path> removed, List<String> warnings) {
    /** Copies the lists. */
    public CleanedNode {
        removed = List.copyOf(removed);
        warnings = List.copyOf(warnings);
    }
}
