// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final Meter meter = new Meter(nanos::get);

    @Test
    void nothingIsKnownAtFirst() {
        meter.beat();
        assertThat(meter.progress().bytesPerSecond()).isZero();
    }

    @Test
    void rateIsThatOfTheLastSeconds() {
        for (int second = 0; second <= 20; second++) {
            meter.there(second < 10 ? second * 1_000L : 9_000 + (second - 9) * 50L);
            meter.beat();
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        }
        assertThat(meter.progress().bytesPerSecond()).isEqualTo(50);
    }

    @Test
    void cleanStartIsNoNegativeRate() {
        meter.there(1_000);
        meter.beat();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        meter.there(0);
        meter.beat();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        meter.there(10);
        meter.beat();
        assertThat(meter.progress().bytesPerSecond()).isEqualTo(10);
        assertThat(meter.elapsedNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(2));
    }
}
