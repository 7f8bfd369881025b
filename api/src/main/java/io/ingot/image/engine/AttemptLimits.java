// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.engine;

import java.time.Duration;
import java.util.Objects;

/**
 * Limits for the attempts of one request to {@link ImageSources}. The settings of the resolver apply as well: the
 * smaller limit counts.
 *
 * @param timeout the time that one attempt may take; positive
 * @param timeoutProperty the property that sets {@code timeout}, for messages: {@code
 *     io.ingot.fetch/stallTimeoutMillis}
 * @param retries the maximum number of retries, from 0
 * @param listener notified of each attempt
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
                    "timeout must be positive and retries 0 or more, were " + timeout + " and " + retries);
        }
    }
}
