// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.call;

import java.time.Duration;

/**
 * How often a call is retried, and after which pauses.
 *
 * @param retries the largest number of retries, from 0
 * @param pause the pause before the first retry; doubled before each further one
 * @param longestPause the upper bound of every pause
 */
public record RetryRule(int retries, Duration pause, Duration longestPause) {
    /** Returns this rule with at most {@code max} retries. */
    public RetryRule atMost(int max) {
        return new RetryRule(Math.min(retries, max), pause, longestPause);
    }
}
