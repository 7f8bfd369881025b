// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.command;

import java.time.Duration;

/** Pauses in whole seconds, rounded up, so that whoever waits that long has waited long enough. */
public final class WholeSeconds {
    private WholeSeconds() {}

    /** The least whole number of seconds that is not less. */
    public static long of(Duration pause) {
        return pause.plusNanos(999_999_999).toSeconds();
    }
}
