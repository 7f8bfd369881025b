// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.deploy;

import java.nio.file.Path;
import java.util.List;

/**
 * A node's folder from which what was prepared has been taken away.
 *
 * @param folder absolute
 * @param removed the files that were taken away, absolute
 * @param warnings what a person should know: what was left, and why
 */
public record CleanedNode(Path folder, List<Path> removed, List<String> warnings) {
    /** Copies the lists. */
    public CleanedNode {
        removed = List.copyOf(removed);
        warnings = List.copyOf(warnings);
    }
}
