// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.Origin;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rates of a limiter, with a clock that advances only while a caller waits. */
class SpeedLimitTest {
    private static final double SECOND = 1e9;
    private static final Origin ONE = new Origin("http", Optional.of("one"), OptionalInt.empty());
    private static final Origin TWO = new Origin("http", Optional.of("two"), OptionalInt.empty());

    private final Call call = Call.start();
    private long now;
    private Runnable onSleep = () -> {};
    private int callbacks;
    private final SpeedLimit speedLimit = new SpeedLimit(() -> now, (nanos, waiting) -> {
        now += nanos;
        onSleep.run();
    });

    @AfterEach
    void stop() {
        call.close();
    }

    @Test
    void callersDoNotWaitWithoutALimit() throws ImageException {
        receive(ONE, 1 << 30);
        assertThat(now).isZero();
    }

    @Test
    void allOriginsTogetherKeepTheRate() throws ImageException {
        limit(1_000_000, 0);
        for (int i = 0; i < 100; i++) {
            receive(i % 2 == 0 ? ONE : TWO, 100_000);
        }
        assertThat(now / SECOND).isCloseTo(10, within(0.2));
    }

    @Test
    void eachOriginKeepsItsOwnRate() throws ImageException {
        limit(0, 1_000_000);
        for (int i = 0; i < 100; i++) {
            receive(ONE, 100_000);
            receive(TWO, 100_000);
        }
        assertThat(now / SECOND).isCloseTo(10, within(0.2));
    }

    @Test
    void idleTimeIsNotSavedUp() throws ImageException {
        limit(1_000_000, 0);
        receive(ONE, 1);
        now += (long) (1000 * SECOND);
        long start = now;
        receive(ONE, 1_000_000);
        assertThat((now - start) / SECOND).isCloseTo(1, within(0.2));
    }

    @Test
    void changedRateAppliesToWaitingCallers() throws ImageException {
        limit(1_000, 0);
        onSleep = () -> limit(1_000_000, 0);
        receive(ONE, 1_000_000);
        assertThat(now / SECOND).isLessThan(1.5);
    }

    @Test
    void removedLimitReleasesWaitingCallers() throws ImageException {
        limit(1, 1);
        onSleep = () -> limit(0, 0);
        receive(ONE, 1_000_000);
        assertThat(now / SECOND).isLessThan(0.2);
    }

    @Test
    void waitingCallerIsCalledBack() throws ImageException {
        limit(1_000, 0);
        receive(ONE, 10_000);
        assertThat(callbacks).isGreaterThan(50);
    }

    @Test
    void endOfTheCallEndsTheWait() {
        limit(1, 0);
        onSleep = () -> call.cancel("enough");
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> receive(ONE, 1_000_000))
                .withMessage("enough");
    }

    private void limit(long bytesPerSecond, long perOrigin) {
        speedLimit.limit(new Limits(1, 0, 0, bytesPerSecond, perOrigin));
    }

    private void receive(Origin origin, int bytes) throws ImageException {
        speedLimit.await(origin, bytes, call, () -> callbacks++);
    }
}
