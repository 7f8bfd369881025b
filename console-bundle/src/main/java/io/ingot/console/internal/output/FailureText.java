// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import java.io.PrintStream;

/**
 * The printed form of a failure.
 *
 * @param text one or more lines, without a final line break
 * @param isResult whether the text is printed on standard output, like JSON
 */
public record FailureText(String text, boolean isResult) {
    /** Prints the text on the stream that it belongs to. */
    public void print(Terminal terminal) {
        PrintStream stream = isResult ? terminal.out() : terminal.err();
        stream.print(text + "\n");
        stream.flush();
    }
}
