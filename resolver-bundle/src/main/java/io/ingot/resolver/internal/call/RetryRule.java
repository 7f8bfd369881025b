// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.call;

import java.time.Duration;

/**
 * How often a call is repeated, and after which pauses.
 *
 * @param retries how often at the most, from 0
 * @param pause before the first repetition; doubled before each further one
 * @param longestPause what no pause exceeds
 */
public record RetryRule(int retries, Duration pause, Duration longestPause) {
    /** The same with at most so many repetitions. */
    public RetryRule atMost(int most) {
        return new RetryRule(Math.min(retries, most), pause, longestPause);
    }
}
