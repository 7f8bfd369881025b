// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.FetchPhase;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalRateTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final ProgressMeter meter = new ProgressMeter(nanos::get);

    @Test
    void rateIsZeroAtFirst() {
        meter.tick();
        assertThat(meter.progress().bytesPerSecond()).isZero();
    }

    @Test
    void rateIsThatOfTheLastSeconds() {
        for (int second = 0; second <= 20; second++) {
            meter.bytesPresent(second < 10 ? second * 1_000L : 9_000 + (second - 9) * 50L);
            meter.tick();
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        }
        assertThat(meter.progress().bytesPerSecond()).isEqualTo(50);
    }

    @Test
    void restartDoesNotYieldANegativeRate() {
        meter.bytesPresent(1_000);
        meter.tick();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        meter.bytesPresent(0);
        meter.tick();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        meter.bytesPresent(10);
        meter.tick();
        assertThat(meter.progress().bytesPerSecond()).isEqualTo(10);
        assertThat(meter.elapsedNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(2));
    }

    @ParameterizedTest
    @ValueSource(longs = {200, 700, 1_000, 2_500, 4_000, 7_000})
    void timeLeftIsSteadyWhereBytesArriveInBurstsAtAConstantRate(long burstMillis) {
        long perMilli = 1_000;
        long totalMillis = 120_000;
        meter.total(OptionalLong.of(perMilli * totalMillis));
        long settled = 3 * burstMillis;

        for (long millis = 0; millis <= totalMillis - burstMillis; millis += 200) {
            meter.bytesPresent(millis / burstMillis * burstMillis * perMilli);
            meter.tick();
            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(200));
            if (millis > settled) {
                long left = meter.progress().remaining().orElseThrow().toMillis();
                assertThat(millis + left)
                        .as("the end as it seems after %d ms", millis)
                        .isCloseTo(totalMillis, Offset.offset(totalMillis / 8 + burstMillis));
            }
        }
    }

    @Test
    void irregularBurstsMoveTheTimeLeftByLessThanAFifth() {
        Random random = new Random(7);
        long total = 300_000_000;
        meter.total(OptionalLong.of(total));
        long millis = 0;
        long there = 0;
        while (millis < 200_000) {
            long pause = 200L * (1 + random.nextInt(5));
            millis += pause;
            there += pause * 1_000;
            for (long beat = 0; beat < pause; beat += 200) {
                nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(200));
                meter.bytesPresent(beat + 200 < pause ? there - pause * 1_000 : there);
                meter.tick();
            }
            if (millis > 10_000) {
                assertThat(meter.progress().remaining().orElseThrow().toMillis())
                        .as("after %d ms", millis)
                        .isCloseTo((total - there) / 1_000, Percentage.withPercentage(20));
            }
        }
    }

    @Test
    void longestSilenceLowersTheRateToZero() {
        for (int second = 0; second <= 10; second++) {
            meter.bytesPresent(second * 1_000L);
            meter.tick();
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        }
        assertThat(meter.progress().bytesPerSecond()).isEqualTo(1_000);

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(5));
        meter.tick();
        assertThat(meter.progress().bytesPerSecond()).isBetween(300L, 800L);

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
        meter.tick();
        assertThat(meter.progress().bytesPerSecond()).isZero();
    }

    @Test
    void bytesOfAnEarlierAttemptDoNotCount() {
        meter.bytesPresent(0);
        meter.tick();
        meter.reused(1_000_000);
        meter.bytesPresent(1_000_000);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        meter.tick();
        assertThat(meter.progress().bytesPerSecond()).isZero();

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        meter.bytesPresent(1_000_500);
        meter.tick();
        assertThat(meter.progress().bytesPerSecond()).isEqualTo(250);
    }

    @Test
    void rateOfTheDiskIsNotThatOfTheNetwork() {
        meter.phase(FetchPhase.CHECKING);
        for (int second = 0; second <= 3; second++) {
            meter.bytesPresent(second * 1_000_000L);
            meter.tick();
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        }
        meter.phase(FetchPhase.TRANSFERRING);
        meter.tick();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        meter.bytesPresent(3_000_100);
        meter.tick();
        assertThat(meter.progress().bytesPerSecond()).isEqualTo(100);
    }
}
