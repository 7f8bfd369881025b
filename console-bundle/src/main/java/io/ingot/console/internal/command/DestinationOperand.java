// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.nio.file.Path;

/** The operand DEST: the name of a file. */
final class DestinationOperand {
    private DestinationOperand() {}

    /**
     * Reads it.
     *
     * @param folder what a relative name starts from
     * @throws UsageException if it cannot be the name of a file
     * @throws ImageException LOCAL_IO if it says that it is a directory
     */
    static Path parse(String text, Path folder) throws ImageException {
        if (text.endsWith("/")) {
            throw new ImageException(
                            ErrorCode.LOCAL_IO,
                            text + " names a directory; name the file that the image becomes, such as " + text
                                    + "image.qcow2")
                    .nonRetryable();
        }
        return LocalPathOperand.parse("DEST", text, "the file that the image becomes", folder);
    }
}
