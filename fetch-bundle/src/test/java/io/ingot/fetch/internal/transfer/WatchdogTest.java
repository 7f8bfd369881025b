// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.fetch.internal.limit.LeastRate;
import io.ingot.image.Call;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private static final Duration STALL = Duration.ofMinutes(1);

    private final AtomicLong clock = new AtomicLong();
    private final Watchdog watchdog = new Watchdog(clock::get, STALL, LeastRate.NONE);

    @Test
    void silenceLongerThanTheStallTimeoutEndsTheCall() {
        try (Call parent = Call.start();
                Watchdog.Watch watch = watchdog.watch(parent, "image")) {
            pass(STALL);
            assertThat(watch.call().isEnded()).isFalse();
            pass(Duration.ofNanos(1));
            assertThat(watch.call().isEnded()).isTrue();
        }
    }

    @Test
    void slowDiskIsNoStall() throws IOException {
        try (Call parent = Call.start();
                Watchdog.Watch watch = watchdog.watch(parent, "image")) {
            watch.localWork(() -> pass(STALL.multipliedBy(2)));
            pass(STALL);
            assertThat(watch.call().isEnded()).isFalse();
            pass(Duration.ofNanos(1));
            assertThat(watch.call().isEnded()).as("the silence after it").isTrue();
        }
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
        watchdog.check();
    }
}
