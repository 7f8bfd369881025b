// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a command prints.
 *
 * @param out takes the result, and nothing else
 * @param err takes all else
 * @param colours whether {@code out} may be coloured
 * @param live whether a line of {@code err} may be overwritten
 */
public record Terminal(PrintStream out, PrintStream err, boolean colours, boolean live) {
    /** The streams of this process; {@code out} is its standard output, which {@link System#out} need not be. */
    public static Terminal ofProcess(PrintStream out) {
        boolean able = !"dumb".equals(System.getenv("TERM"));
        boolean colours = able && isTerminal(1) && System.getenv("NO_COLOR") == null;
        return new Terminal(out, System.err, colours, able && isTerminal(2));
    }

    /** A place that is known to be no more than two streams. */
    public static Terminal plain(PrintStream out, PrintStream err) {
        return new Terminal(out, err, false, false);
    }

    /**
     * Looks where a descriptor leads. {@link System#console()} says nothing of standard error, and on some releases is
     * there without any terminal. Without {@code /proc}, it is none.
     */
    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (java.io.IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
