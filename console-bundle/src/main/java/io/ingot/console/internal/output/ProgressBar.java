// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import io.ingot.image.client.Progress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalInt;

/** One line of a terminal, overwritten in place and wiped at the end. */
final class ProgressBar implements ProgressDisplay {
    private static final int CELLS = 20;

    private final PrintStream err;
    private int width;

    ProgressBar(PrintStream err) {
        this.err = err;
    }

    @Override
    public void show(Progress progress) {
        OptionalInt percent = ProgressText.percent(progress);
        overwrite((percent.isPresent() ? bar(percent.getAsInt()) : "") + ProgressText.of(progress));
    }

    @Override
    public void close() {
        if (width > 0) {
            overwrite("");
            err.print("\r");
            err.flush();
        }
    }

    private void overwrite(String line) {
        err.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
        err.flush();
        width = line.length();
    }

    private static String bar(int percent) {
        int full = percent * CELLS / 100;
        return String.format(Locale.ROOT, "%3d%% [%s%s] ", percent, "#".repeat(full), "-".repeat(CELLS - full));
    }
}
