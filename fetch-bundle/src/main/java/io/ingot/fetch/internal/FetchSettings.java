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
    private static final String PID = "io.ingot.fetch";
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final int MOST_RETRIES = 1000;
    private static final int MOST_TRANSFERS = 1024;

    /** @throws IllegalArgumentException naming the property, its value and what was expected */
    static FetchSettings of(FetchConfig config) {
        Duration pause = millis("retryPauseMillis", config.retryPauseMillis(), HOUR_MILLIS);
        Duration longestPause = millis("maxRetryPauseMillis", config.maxRetryPauseMillis(), HOUR_MILLIS);
        if (longestPause.compareTo(pause) < 0) {
            throw new IllegalArgumentException(PID + "/maxRetryPauseMillis must not be below retryPauseMillis, was "
                    + longestPause.toMillis() + " and " + pause.toMillis());
        }
        return new FetchSettings(
                new RetrySettings((int) within("retries", config.retries(), 0, MOST_RETRIES), pause, longestPause),
                millis("stallTimeoutMillis", config.stallTimeoutMillis(), DAY_MILLIS),
                within("maxImageBytes", config.maxImageBytes(), 1, Long.MAX_VALUE),
                mode(config.mode()),
                (int) within("transfers", config.transfers(), 1, MOST_TRANSFERS),
                linked(config.localFiles()));
    }

    private static FileMode mode(String octal) {
        try {
            return FileMode.parse(octal);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PID + "/" + e.getMessage(), e);
        }
    }

    private static boolean linked(String localFiles) {
        return switch (localFiles.toLowerCase(Locale.ROOT)) {
            case "link" -> true;
            case "copy" -> false;
            default ->
                throw new IllegalArgumentException(PID + "/localFiles must be link or copy, was '" + localFiles + "'");
        };
    }

    private static Duration millis(String property, long value, long most) {
        return Duration.ofMillis(within(property, value, 1, most));
    }

    private static long within(String property, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    PID + "/" + property + " must be from " + least + " to " + most + ", was " + value);
        }
        return value;
    }
}
