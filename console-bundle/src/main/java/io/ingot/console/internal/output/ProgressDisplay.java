// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import io.ingot.image.client.Progress;

/** Displays the progress of a fetch. Not safe for concurrent use. */
public interface ProgressDisplay extends AutoCloseable {
    /** Updates the display; may print nothing. */
    void show(Progress progress);

    /** Erases the display, so that other output can use its line. */
    @Override
    default void close() {}

    /** Returns a bar on a terminal, periodic lines elsewhere, and nothing in quiet mode. */
    static ProgressDisplay of(Terminal terminal, Verbosity verbosity) {
        if (verbosity == Verbosity.QUIET) {
            return progress -> {};
        }
        return terminal.live()
                ? new ProgressBar(terminal, System::nanoTime)
                : new ProgressLines(terminal.err(), System::nanoTime);
    }
}
