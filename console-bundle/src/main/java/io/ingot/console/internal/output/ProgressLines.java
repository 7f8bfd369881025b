// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import io.ingot.image.client.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Prints a line of progress every few seconds, for a log. A fetch that is shorter than that prints none. */
final class ProgressLines implements ProgressDisplay {
    static final Duration INTERVAL = Duration.ofSeconds(5);

    private final PrintStream err;
    private final LongSupplier nanoTime;
    private final PhaseClock clock;
    private long last;

    ProgressLines(PrintStream err, LongSupplier nanoTime) {
        this.err = err;
        this.nanoTime = nanoTime;
        this.clock = new PhaseClock(nanoTime);
        this.last = nanoTime.getAsLong();
    }

    @Override
    public void show(Progress progress) {
        Duration elapsed = clock.elapsed(progress);
        long now = nanoTime.getAsLong();
        if (now - last < INTERVAL.toNanos()) {
            return;
        }
        last = now;
        err.print("ingot: " + new ProgressText(progress, elapsed).full() + "\n");
        err.flush();
    }
}
