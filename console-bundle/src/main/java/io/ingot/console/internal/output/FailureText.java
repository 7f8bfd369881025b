// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import java.io.PrintStream;

/**
 * The last that a failed command has to say.
 *
 * @param text one or more lines, without the last line's end
 * @param isResult whether it belongs to standard output, as JSON does
 */
public record FailureText(String text, boolean isResult) {
    /** Prints it where it belongs. */
    public void print(Terminal terminal) {
        PrintStream stream = isResult ? terminal.out() : terminal.err();
        stream.print(text + "\n");
        stream.flush();
    }
}
