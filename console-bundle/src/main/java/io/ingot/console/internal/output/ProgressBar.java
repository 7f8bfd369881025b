// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import io.ingot.image.client.Progress;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/**
 * A progress bar on one line of a terminal, overwritten in place and erased at the end. It never reaches the terminal's
 * last column.
 */
final class ProgressBar implements ProgressDisplay {
    private static final int CELLS = 20;
    /** On a terminal with fewer columns, some words are abbreviated. */
    private static final int WIDE = 60;

    private final Terminal terminal;
    private final PhaseClock clock;
    private int printedWidth;

    ProgressBar(Terminal terminal, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.clock = new PhaseClock(nanoTime);
    }

    @Override
    public void show(Progress progress) {
        int columns = terminal.width().getAsInt() - 1;
        ProgressText text = new ProgressText(progress, clock.elapsed(progress));
        overwrite(line(text, columns), columns);
    }

    @Override
    public void close() {
        if (printedWidth > 0) {
            overwrite(new FittedText(), terminal.width().getAsInt() - 1);
            terminal.err().print("\r");
            terminal.err().flush();
        }
    }

    private void overwrite(FittedText line, int columns) {
        FittedText.Text text = line.fit(columns);
        int before = Math.min(printedWidth, Math.max(0, columns));
        terminal.err().print("\r" + text.painted() + " ".repeat(Math.max(0, before - text.width())));
        terminal.err().flush();
        printedWidth = text.width();
    }

    private FittedText line(ProgressText text, int columns) {
        FittedText line = new FittedText();
        OptionalInt percent = text.isMoving() ? text.percent() : OptionalInt.empty();
        percent.ifPresent(share ->
                line.fixed(String.format(Locale.ROOT, "%3d%%", share), 0).fixed(bar(share), 6, this::paintBar));
        line.fixed(percent.isPresent() ? " " + text.phase() : text.phase(), percent.isPresent() ? 10 : 0);
        if (text.hasBytes()) {
            line.fixed(" " + text.bytes(), 3);
        }
        if (text.isMoving()) {
            add(line, ", ", text.rate(), 4);
            add(line, ", ", text.timeLeft(), 1);
            add(line, ", ", text.segments(), 7);
        }
        text.activity().ifPresent(activity -> line.elastic(text.hasBytes() ? ", " : " ", activity, "", 5));
        add(line, ", ", text.waitingTime(), 1);
        text.attempt()
                .map(attempt -> columns < WIDE ? ", try " + attempt.replace(" of ", "/") : ", attempt " + attempt)
                .ifPresent(attempt -> line.fixed(attempt, 2, terminal.errColours()::warning));
        text.reason().ifPresent(reason -> line.elastic(" (", reason, ")", 9));
        return line;
    }

    private static void add(FittedText line, String before, Optional<String> text, int rank) {
        text.ifPresent(value -> line.fixed(before + value, rank));
    }

    private static String bar(int percent) {
        int full = percent * CELLS / 100;
        return " [" + "#".repeat(full) + "-".repeat(CELLS - full) + "]";
    }

    private String paintBar(String bar) {
        int begin = bar.indexOf('[') + 1;
        int end = bar.lastIndexOf('#') + 1;
        return end == 0
                ? bar
                : bar.substring(0, begin) + terminal.errColours().done(bar.substring(begin, end)) + bar.substring(end);
    }
}
