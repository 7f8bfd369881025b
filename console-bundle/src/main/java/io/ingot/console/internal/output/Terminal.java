// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import java.io.PrintStream;
import java.util.function.IntSupplier;

/**
 * The streams that a command prints to.
 *
 * @param out receives the result, and nothing else
 * @param err receives everything else
 * @param outColours the colours of {@code out}
 * @param errColours the colours of {@code err}
 * @param live whether lines of {@code err} may be overwritten
 * @param width the current number of columns of {@code err}
 */
public record Terminal(
        PrintStream out, PrintStream err, Palette outColours, Palette errColours, boolean live, IntSupplier width) {
    /**
     * Returns the streams of this process; {@code out} is its standard output, which may differ from {@link
     * System#out}.
     */
    public static Terminal ofProcess(PrintStream out) {
        return ofProcess(out, System.err, true, true);
    }

    /**
     * Returns streams that lead to those of this process.
     *
     * @param direct whether {@code out} leads to standard output
     * @param live whether {@code err} leads to standard error, and nothing else is printed there
     */
    public static Terminal ofProcess(PrintStream out, PrintStream err, boolean direct, boolean live) {
        boolean hasColours = !ProcessTerminal.isDumb();
        boolean isLive = live && hasColours && ProcessTerminal.isTerminal(2);
        Object noColour = System.getenv("NO_COLOR");
        return new Terminal(
                out,
                err,
                Palette.of(direct && hasColours && ProcessTerminal.isTerminal(1), noColour),
                Palette.of(isLive, noColour),
                isLive,
                ProcessTerminal::width);
    }

    /** Returns streams without colours and terminal features. */
    public static Terminal plain(PrintStream out, PrintStream err) {
        return new Terminal(out, err, Palette.PLAIN, Palette.PLAIN, false, () -> TerminalWidth.DEFAULT);
    }
}
