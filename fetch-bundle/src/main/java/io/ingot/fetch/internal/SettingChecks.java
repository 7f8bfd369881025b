// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import java.time.Duration;

/** Checks settings. A refusal names the property, its value and the expected values. */
final class SettingChecks {
    static final String PID = "io.ingot.fetch";

    private SettingChecks() {}

    static long within(String property, long value, long min, long max) {
        if (value < min || value > max) {
            throw refusal(property, "must be from " + min + " to " + max + ", was " + value);
        }
        return value;
    }

    static Duration millis(String property, long value, long max) {
        return Duration.ofMillis(within(property, value, 1, max));
    }

    static IllegalArgumentException refusal(String property, String expectation) {
        return new IllegalArgumentException(PID + "/" + property + " " + expectation);
    }
}
