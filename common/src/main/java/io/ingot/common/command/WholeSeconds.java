// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.command;

import java.time.Duration;

/** Converts pauses to whole seconds, rounded up, so that the wait is long enough. */
public final class WholeSeconds {
    private WholeSeconds() {}

    /** Returns the duration in seconds, rounded up. */
    public static long of(Duration pause) {
        return pause.plusNanos(999_999_999).toSeconds();
    }
}
