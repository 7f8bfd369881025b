// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.nio.file.Path;

/** The operand DEST: the path of a file. */
final class DestinationOperand {
    private DestinationOperand() {}

    /**
     * Parses the operand.
     *
     * @param folder the folder against which a relative name is resolved
     * @throws UsageException if the text cannot be the name of a file
     * @throws ImageException LOCAL_IO if the text ends in a slash, and so names a directory
     */
    static Path parse(String text, Path folder) throws ImageException {
        if (text.endsWith("/")) {
            throw new ImageException(
                            ErrorCode.LOCAL_IO,
                            text + " names a directory; name the image file, such as " + text + "image.qcow2")
                    .nonRetryable();
        }
        return LocalPathOperand.parse("DEST", text, "the image file", folder);
    }
}
