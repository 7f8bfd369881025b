// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parses the pause that a server asks for (RFC 9110 §10.2.3). */
final class RetryAfter {
    private static final Duration MAX_PAUSE = Duration.ofHours(1);
    private static final Pattern SECONDS = Pattern.compile("[0-9]+");
    private static final int MAX_DIGITS = 9;

    private RetryAfter() {}

    /** Parses seconds or a date; at most an hour. Absent if it is neither, or in the past. */
    static Optional<Duration> parse(String text, Instant now) {
        String value = text.strip();
        Optional<Duration> pause;
        if (SECONDS.matcher(value).matches()) {
            pause = Optional.of(value.length() > MAX_DIGITS ? MAX_PAUSE : Duration.ofSeconds(Integer.parseInt(value)));
        } else {
            pause = HttpDate.parse(value, now).map(until -> Duration.between(now, until));
        }
        return pause.filter(length -> !length.isNegative())
                .map(length -> length.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : length);
    }
}
