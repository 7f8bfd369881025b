// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.syntax.UsageException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The name of a file or directory, as an operand or an option. */
final class LocalPathOperand {
    private static final String STREAM = "-";

    private LocalPathOperand() {}

    /**
     * Reads it.
     *
     * @param label what it is called in the help
     * @param wanted what it should be, for the message: {@code "the file that the image becomes"}
     * @param folder what a relative name starts from
     * @throws UsageException if it cannot be a name, or is {@code -}, which elsewhere means a stream
     */
    static Path parse(String label, String text, String wanted, Path folder) {
        if (text.isEmpty()) {
            throw new UsageException(label + " is empty; name " + wanted);
        }
        if (text.equals(STREAM)) {
            throw new UsageException(label + " cannot be -: nothing is written to standard output; name " + wanted
                    + ", or write ./- for one of that name");
        }
        try {
            return folder.resolve(text);
        } catch (InvalidPathException e) {
            throw new UsageException(label + " is not a valid name: " + e.getReason(), e);
        }
    }
}
