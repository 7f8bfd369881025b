// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import java.nio.file.Path;

/** The path of a node's directory, as an operand or an option. */
final class NodeFolderOperand {
    static final String LABEL = "NODE_DIR";

    private NodeFolderOperand() {}

    /**
     * Parses the path.
     *
     * @param folder the folder against which a relative name is resolved
     * @throws UsageException if the text cannot be the name of a directory
     */
    static Path parse(String text, Path folder) {
        return LocalPathOperand.parse(LABEL, text, "the node's directory", folder);
    }
}
