// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.fetch.internal.landing.FileMode;
import io.ingot.fetch.internal.transfer.RetrySettings;
import java.time.Duration;
import java.util.Locale;

/**
 * The checked form of {@link FetchConfig}.
 *
 * @param retries how failed attempts are repeated
 * @param stallTimeout how long no byte may come
 * @param maxImageBytes the most bytes of an image
 * @param mode the permissions of what lands
 * @param transfers how many fetches run at once
 * @param linkLocalFiles whether a local file is hard-linked rather than copied
 */
record FetchSettings(
        RetrySettings retries,
        Duration stallTimeout,
        long maxImageBytes,
        FileMode mode,
        int transfers,
        boolean linkLocalFiles) {
    private static final int MOST_TRANSFERS = 1024;

    /** @throws IllegalArgumentException naming the property, its value and what was expected */
    static FetchSettings of(FetchConfig config) {
        long retries = atLeast("retries", 0, config.retries());
        Duration pause = millis("retryPauseMillis", config.retryPauseMillis());
        Duration longestPause = millis("maxRetryPauseMillis", config.maxRetryPauseMillis());
        if (longestPause.compareTo(pause) < 0) {
            throw new IllegalArgumentException("maxRetryPauseMillis must not be below retryPauseMillis, was "
                    + longestPause.toMillis() + " and " + pause.toMillis());
        }
        long transfers = atLeast("transfers", 1, config.transfers());
        if (transfers > MOST_TRANSFERS) {
            throw new IllegalArgumentException("transfers must be at most " + MOST_TRANSFERS + ", was " + transfers);
        }
        return new FetchSettings(
                new RetrySettings((int) retries, pause, longestPause),
                millis("stallTimeoutMillis", config.stallTimeoutMillis()),
                atLeast("maxImageBytes", 1, config.maxImageBytes()),
                FileMode.parse(config.mode()),
                (int) transfers,
                linked(config.localFiles()));
    }

    private static boolean linked(String localFiles) {
        return switch (localFiles.toLowerCase(Locale.ROOT)) {
            case "link" -> true;
            case "copy" -> false;
            default -> throw new IllegalArgumentException("localFiles must be link or copy, was '" + localFiles + "'");
        };
    }

    private static Duration millis(String property, long value) {
        return Duration.ofMillis(atLeast(property, 1, value));
    }

    private static long atLeast(String property, long least, long value) {
        if (value < least) {
            throw new IllegalArgumentException(property + " must be at least " + least + ", was " + value);
        }
        return value;
    }
}
