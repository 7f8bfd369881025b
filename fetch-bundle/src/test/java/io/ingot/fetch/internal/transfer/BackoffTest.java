// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final ImageException failure = new ImageException(ErrorCode.TRANSFER_FAILED, "a failure");
    private long now;

    @Property(tries = 200)
    void pauseIsHalfToAllOfABoundedDoubling(
            @ForAll @IntRange(max = 30) int attempts,
            @ForAll @LongRange(min = 1, max = 10_000) long pause,
            @ForAll @LongRange(min = 10_000, max = 100_000) long longest,
            @ForAll long seed)
            throws ImageException {
        RetrySettings settings = settings(attempts, Duration.ofMillis(pause), Duration.ofMillis(longest));
        long first = Math.min(longest, pause);
        assertThat(backoff(settings, seed).pauseAfter(1, failure))
                .isBetween(Duration.ofMillis(first / 2), Duration.ofMillis(first));
        long last = Math.min(longest, pause << Math.min(attempts, 20));
        assertThat(backoff(settings, seed).pauseAfter(attempts + 1, failure))
                .isBetween(Duration.ofMillis(last / 2), Duration.ofMillis(last));
    }

    @Test
    void retryAfterIsHonouredWithinTheLongestPause() {
        RetrySettings settings = settings(5, Duration.ofMillis(10), Duration.ofSeconds(60));
        Backoff backoff = backoff(settings, 1);
        assertThat(backoff.pauseAfter(1, failure.after(Duration.ofSeconds(7)))).isEqualTo(Duration.ofSeconds(7));
        assertThat(backoff.pauseAfter(1, failure.after(Duration.ofDays(7)))).isEqualTo(Duration.ofSeconds(60));
        assertThat(backoff.pauseAfter(1, failure.after(Duration.ofSeconds(Long.MAX_VALUE))))
                .isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void progressResetsTheCount() throws ImageException {
        Backoff backoff = backoff(settings(1, Duration.ofMillis(1), Duration.ofMillis(1)), 1);
        try (Call call = Call.start()) {
            backoff.pause(call, failure);
            backoff.recordProgress();
            backoff.pause(call, failure);
            assertThatExceptionOfType(ImageException.class)
                    .isThrownBy(() -> backoff.pause(call, failure))
                    .isSameAs(failure);
        }
    }

    @Test
    void endedCallEndsThePause() {
        Backoff backoff = backoff(settings(1, Duration.ofDays(1), Duration.ofDays(1)), 1);
        try (Call call = Call.start()) {
            call.cancel("enough");
            assertThatExceptionOfType(ImageException.class)
                    .isThrownBy(() -> backoff.pause(call, failure))
                    .withMessage("enough");
        }
    }

    @Test
    void fruitlessTimeIsBoundedHoweverManyAttemptsAreLeft() throws ImageException {
        RetrySettings settings =
                new RetrySettings(1000, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(10));
        Backoff backoff = backoff(settings, 1);
        try (Call call = Call.start()) {
            now += Duration.ofSeconds(9).toNanos();
            backoff.pause(call, failure);
            backoff.recordProgress();
            now += Duration.ofSeconds(9).toNanos();
            backoff.pause(call, failure);
            now += Duration.ofSeconds(2).toNanos();
            assertThatExceptionOfType(ImageException.class)
                    .isThrownBy(() -> backoff.pause(call, failure))
                    .isSameAs(failure);
        }
    }

    private Backoff backoff(RetrySettings settings, long seed) {
        return new Backoff(settings, new Random(seed), () -> now);
    }

    private static RetrySettings settings(int attempts, Duration pause, Duration longest) {
        return new RetrySettings(attempts, pause, longest, Duration.ofDays(365));
    }
}
