// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import io.ingot.image.client.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A line every few seconds, for a log. A fetch that is shorter than that has none. */
final class ProgressLines implements ProgressDisplay {
    static final Duration PAUSE = Duration.ofSeconds(5);

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
        Duration lasting = clock.lasting(progress);
        long now = nanoTime.getAsLong();
        if (now - last < PAUSE.toNanos()) {
            return;
        }
        last = now;
        err.print("ingot: " + new ProgressText(progress, lasting).whole() + "\n");
        err.flush();
    }
}
