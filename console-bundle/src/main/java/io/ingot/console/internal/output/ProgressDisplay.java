// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import io.ingot.image.client.Progress;

/** Shows how far a fetch is. Not safe for concurrent use. */
public interface ProgressDisplay extends AutoCloseable {
    /** Takes note of where it is now; may print nothing. */
    void show(Progress progress);

    /** Leaves the line to others. */
    @Override
    default void close() {}

    /** A bar on a terminal, now and then a line elsewhere, nothing where quiet is wanted. */
    static ProgressDisplay of(Terminal terminal, Verbosity verbosity) {
        if (verbosity == Verbosity.QUIET) {
            return progress -> {};
        }
        return terminal.live()
                ? new ProgressBar(terminal, System::nanoTime)
                : new ProgressLines(terminal.err(), System::nanoTime);
    }
}
