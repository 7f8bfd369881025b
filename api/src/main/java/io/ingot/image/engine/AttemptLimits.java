// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.engine;

import java.time.Duration;
import java.util.Objects;

/**
 * Bounds for the attempts of one question to {@link ImageSources}. The resolver's own settings hold as well: the smaller
 * bound counts.
 *
 * @param timeout how long one attempt may take; positive
 * @param timeoutProperty the setting that {@code timeout} comes from, for messages: {@code
 *     io.ingot.fetch/stallTimeoutMillis}
 * @param retries how often a failed attempt is repeated at the most, from 0
 * @param listener told of each attempt
 */
public record AttemptLimits(Duration timeout, String timeoutProperty, int retries, AttemptListener listener) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if {@code timeout} is not positive, or {@code retries} negative
     */
    public AttemptLimits {
        Objects.requireNonNull(timeoutProperty);
        Objects.requireNonNull(listener);
        if (timeout.isNegative() || timeout.isZero() || retries < 0) {
            throw new IllegalArgumentException(
                    "timeout must be positive and retries from 0, were " + timeout + " and " + retries);
        }
    }
}
