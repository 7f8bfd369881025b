// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import io.ingot.image.FetchPhase;
import io.ingot.image.client.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Measures how long a fetch has been in its current phase, activity and attempt. Not safe for concurrent use. */
final class PhaseClock {
    private final LongSupplier nanoTime;
    private @Nullable FetchPhase phase;
    private Optional<String> activity = Optional.empty();
    private int retries;
    private long since;

    /** Creates a clock that reads {@code nanoTime}, such as {@link System#nanoTime}. */
    PhaseClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Returns the time since the phase, activity or attempt last changed. */
    Duration elapsed(Progress progress) {
        boolean same =
                progress.phase() == phase && progress.activity().equals(activity) && progress.retries() == retries;
        long now = nanoTime.getAsLong();
        if (!same) {
            phase = progress.phase();
            activity = progress.activity();
            retries = progress.retries();
            since = now;
        }
        return Duration.ofNanos(now - since);
    }
}
