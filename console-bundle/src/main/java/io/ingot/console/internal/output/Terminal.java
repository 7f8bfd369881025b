// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import java.io.PrintStream;
import java.util.function.IntSupplier;

/**
 * Where a command prints.
 *
 * @param out takes the result, and nothing else
 * @param err takes all else
 * @param outColours those of {@code out}
 * @param errColours those of {@code err}
 * @param live whether a line of {@code err} may be overwritten
 * @param width the columns of {@code err} now
 */
public record Terminal(
        PrintStream out, PrintStream err, Palette outColours, Palette errColours, boolean live, IntSupplier width) {
    /** The streams of this process; {@code out} is its standard output, which {@link System#out} need not be. */
    public static Terminal ofProcess(PrintStream out) {
        return ofProcess(out, System.err, true, true);
    }

    /**
     * Streams that lead to those of this process.
     *
     * @param direct whether {@code out} does
     * @param live whether {@code err} does, and nothing else is printed there meanwhile
     */
    public static Terminal ofProcess(PrintStream out, PrintStream err, boolean direct, boolean live) {
        boolean able = !ProcessTerminal.dumb();
        boolean alive = live && able && ProcessTerminal.isTerminal(2);
        Object noColour = System.getenv("NO_COLOR");
        return new Terminal(
                out,
                err,
                Palette.of(direct && able && ProcessTerminal.isTerminal(1), noColour),
                Palette.of(alive, noColour),
                alive,
                ProcessTerminal::width);
    }

    /** A place that is known to be no more than two streams. */
    public static Terminal plain(PrintStream out, PrintStream err) {
        return new Terminal(out, err, Palette.PLAIN, Palette.PLAIN, false, () -> TerminalWidth.DEFAULT);
    }
}
