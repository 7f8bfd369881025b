// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The operand DEST: the name of a file. */
final class Destination {
    private Destination() {}

    /**
     * Reads it.
     *
     * @param folder what a relative name starts from
     * @throws ImageException USAGE if it is no file name; LOCAL_IO if it says that it is a folder
     */
    static Path parse(String text, Path folder) throws ImageException {
        if (text.isEmpty()) {
            throw new ImageException(ErrorCode.USAGE, "DEST is empty; name the file that the image becomes");
        }
        if (text.endsWith("/")) {
            throw new ImageException(
                            ErrorCode.LOCAL_IO,
                            text + " names a folder; name the file that the image becomes, such as " + text
                                    + "image.qcow2")
                    .lasting();
        }
        try {
            return folder.resolve(text);
        } catch (InvalidPathException e) {
            throw new ImageException(ErrorCode.USAGE, "DEST is no file name: " + e.getReason(), e);
        }
    }
}
