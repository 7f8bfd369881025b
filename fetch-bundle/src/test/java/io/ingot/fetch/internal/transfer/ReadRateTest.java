// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.fetch.internal.limit.LeastRate;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReadRateTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final ReadRate rate = new ReadRate(new LeastRate(1000, Duration.ofSeconds(60)));
    private long now;

    @Test
    void byteASecondIsTooSlowOnceTheWindowHasPassed() {
        for (int i = 0; i < 59; i++) {
            read(1, SECOND);
            assertThat(rate.shortfall(now)).isEmpty();
        }
        read(1, SECOND);
        assertThat(rate.shortfall(now))
                .contains("came too slowly: 60 bytes in 60 s, fewer than 1000 a second"
                        + " (io.ingot.fetch/leastBytesPerSecond)");
    }

    @Test
    void unfinishedReadCounts() {
        read(10, SECOND);
        rate.readStarted(now);
        assertThat(rate.shortfall(now + 58 * SECOND)).isEmpty();
        assertThat(rate.shortfall(now + 59 * SECOND)).isPresent();
    }

    @Test
    void timeBetweenReadsDoesNotCount() {
        for (int i = 0; i < 100; i++) {
            read(1, SECOND / 1000);
            now += 60 * SECOND;
            assertThat(rate.shortfall(now)).isEmpty();
        }
    }

    @Test
    void bytesForAWholeWindowStartANewOne() {
        read(60_000, SECOND);
        read(1, 59 * SECOND);
        assertThat(rate.shortfall(now)).isEmpty();
        read(1, SECOND);
        assertThat(rate.shortfall(now)).isPresent();
    }

    @Test
    void earlierBytesDoNotCount() {
        read(1 << 30, SECOND);
        read(1, 60 * SECOND);
        assertThat(rate.shortfall(now)).isPresent();
    }

    @Test
    void withoutAMinimumRateNothingIsTooSlow() {
        ReadRate any = new ReadRate(LeastRate.NONE);
        any.readStarted(0);
        assertThat(any.shortfall(Long.MAX_VALUE / 2)).isEmpty();
    }

    private void read(int bytes, long time) {
        rate.readStarted(now);
        now += time;
        rate.readEnded(bytes, now);
    }
}
