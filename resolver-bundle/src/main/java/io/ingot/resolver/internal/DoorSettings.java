// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import io.ingot.resolver.internal.call.RetryRule;
import java.time.Duration;

/**
 * The inner form of the configuration: checked, and complete.
 *
 * @param patience for how long a service that should be here is waited for
 * @param callTimeout after which one call is given up
 * @param retryRule how calls are repeated
 */
record DoorSettings(Duration patience, Duration callTimeout, RetryRule retryRule) {
    /** @throws IllegalArgumentException naming the property, its value and what was expected */
    static DoorSettings of(DoorConfig config) {
        long retries = checked("retries", config.retries(), 0, 20);
        Duration pause = millis("retryPauseMillis", config.retryPauseMillis(), 1, 60_000);
        Duration longest = millis("longestRetryPauseMillis", config.longestRetryPauseMillis(), 1, 600_000);
        return new DoorSettings(
                millis("waitMillis", config.waitMillis(), 0, 600_000),
                millis("showTimeoutMillis", config.showTimeoutMillis(), 1, 3_600_000),
                new RetryRule((int) retries, pause, longest));
    }

    private static Duration millis(String property, long value, long least, long most) {
        return Duration.ofMillis(checked(property, value, least, most));
    }

    private static long checked(String property, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "io.ingot.resolver/" + property + " must be from " + least + " to " + most + ", was " + value);
        }
        return value;
    }
}
