// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The name of a node's folder, as an operand or an option. */
final class NodeFolder {
    static final String LABEL = "NODE_DIR";

    private NodeFolder() {}

    /**
     * Reads it.
     *
     * @param folder what a relative name starts from
     * @throws ImageException USAGE if it is no name of a folder
     */
    static Path parse(String text, Path folder) throws ImageException {
        if (text.isEmpty()) {
            throw new ImageException(ErrorCode.USAGE, LABEL + " is empty; name the node's folder");
        }
        try {
            return folder.resolve(text);
        } catch (InvalidPathException e) {
            throw new ImageException(ErrorCode.USAGE, LABEL + " is no name of a folder: " + e.getReason(), e);
        }
    }
}
