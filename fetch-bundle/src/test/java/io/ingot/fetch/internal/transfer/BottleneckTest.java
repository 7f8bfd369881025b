// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BottleneckTest {
    private static final long MILLI = 1_000_000;

    private final AtomicLong clock = new AtomicLong();
    private final Bottleneck bottleneck = new Bottleneck(clock::get);

    @Test
    void originIsTheBottleneckUntilMeasured() {
        assertThat(bottleneck.isThisMachine()).isFalse();
    }

    @Test
    void machineIsTheBottleneckWhereWorkTakesMostOfTheTime() {
        bottleneck.record(10 * MILLI, 20 * MILLI);
        assertThat(bottleneck.isThisMachine()).isFalse();
        bottleneck.record(0, MILLI);
        assertThat(bottleneck.isThisMachine()).isTrue();
    }

    @Test
    void silenceIsThatOfTheOrigin() {
        bottleneck.record(0, MILLI);
        assertThat(bottleneck.isThisMachine()).isTrue();
        clock.addAndGet(200 * MILLI);
        assertThat(bottleneck.isThisMachine()).isFalse();
    }

    @Test
    void lastSecondsCountMost() {
        bottleneck.record(0, 3_600_000 * MILLI);
        for (int second = 0; second < 60; second++) {
            bottleneck.record(1_000 * MILLI, 0);
        }
        assertThat(bottleneck.isThisMachine()).isFalse();
    }
}
