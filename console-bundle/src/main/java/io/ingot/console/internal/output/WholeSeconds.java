// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import java.time.Duration;

/** Pauses in seconds, rounded up: who waits that long has waited long enough. */
public final class WholeSeconds {
    private WholeSeconds() {}

    /** The least whole number of seconds that is not less. */
    public static long of(Duration pause) {
        return pause.plusNanos(999_999_999).toSeconds();
    }
}
