// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import java.time.Duration;

/**
 * How failed attempts are repeated.
 *
 * @param attempts how many may fail in a row without a new byte, besides the first
 * @param pause before the first repetition
 * @param longestPause what a pause never exceeds
 * @param limit how long no new byte may come before no further attempt is made
 */
public record RetrySettings(int attempts, Duration pause, Duration longestPause, Duration limit) {
    /** The most repetitions of one fetch, however much progress each of them makes. */
    int atMost() {
        return 100 + 10 * attempts;
    }
}
