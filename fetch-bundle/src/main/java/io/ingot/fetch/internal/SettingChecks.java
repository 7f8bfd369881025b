// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import java.time.Duration;

/** Values of the configuration, and how they are refused: with the property, its value and what was expected. */
final class SettingChecks {
    static final String PID = "io.ingot.fetch";

    private SettingChecks() {}

    static long within(String property, long value, long least, long most) {
        if (value < least || value > most) {
            throw refusal(property, "must be from " + least + " to " + most + ", was " + value);
        }
        return value;
    }

    static Duration millis(String property, long value, long most) {
        return Duration.ofMillis(within(property, value, 1, most));
    }

    static IllegalArgumentException refusal(String property, String expectation) {
        return new IllegalArgumentException(PID + "/" + property + " " + expectation);
    }
}
