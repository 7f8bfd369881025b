// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import java.time.Duration;

/**
 * The settings for repeating failed attempts.
 *
 * @param attempts how many may fail in a row without a new byte, besides the first
 * @param pause before the first repetition
 * @param maxPause the longest pause between two attempts
 * @param limit the longest time without a new byte; after it, no further attempt is made
 */
public record RetrySettings(int attempts, Duration pause, Duration maxPause, Duration limit) {
    /** Returns the most failures of one fetch, however much progress its attempts make. */
    int maxFailures() {
        return 100 + 10 * attempts;
    }
}
