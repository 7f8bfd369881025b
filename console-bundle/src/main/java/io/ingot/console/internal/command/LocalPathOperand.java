// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.syntax.UsageException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The path of a file or directory, as an operand or an option. */
final class LocalPathOperand {
    private static final String STREAM = "-";

    private LocalPathOperand() {}

    /**
     * Parses the path.
     *
     * @param label the name of the operand or option in the help
     * @param expected what the path should name, for the message: {@code "the image file"}
     * @param folder the folder against which a relative name is resolved
     * @throws UsageException if the text is not a valid path, or is {@code -}, which other commands take as a stream
     */
    static Path parse(String label, String text, String expected, Path folder) {
        if (text.isEmpty()) {
            throw new UsageException(label + " is empty; name " + expected);
        }
        if (text.equals(STREAM)) {
            throw new UsageException(label + " cannot be -: standard output is not supported; name " + expected
                    + ", or ./- for a file of that name");
        }
        try {
            return folder.resolve(text);
        } catch (InvalidPathException e) {
            throw new UsageException(label + " is not a valid name: " + e.getReason(), e);
        }
    }
}
