// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.fetch.internal.limit.LeastRate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AttemptProgressTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final AtomicLong now = new AtomicLong();
    private final AttemptProgress headway = new AttemptProgress(new LeastRate(1000, Duration.ofSeconds(60)), now::get);

    @Test
    void attemptThatBringsNewBytesGetsOn() {
        assertThat(made(10, false)).isTrue();
        assertThat(made(10, false)).isFalse();
        assertThat(made(11, false)).isTrue();
    }

    @Test
    void attemptThatWasTooSlowDoesNotThoughItBroughtBytes() {
        assertThat(made(10, true)).isFalse();
        assertThat(made(11, false)).as("nor do a few bytes after it").isFalse();
        assertThat(made(70_000, false)).as("a window full does").isTrue();
    }

    @Test
    void originThatBreaksAfterEachByteDoesNotGetOnForEver() {
        int counted = 0;
        for (int held = 1; held <= 1000; held++) {
            now.addAndGet(SECOND);
            counted += made(held, false) ? 1 : 0;
        }
        assertThat(counted).isBetween(1, 60);
    }

    @Test
    void originThatBreaksOftenAndIsFastBetweenGetsOn() {
        for (int i = 1; i <= 1000; i++) {
            now.addAndGet(SECOND);
            assertThat(made(i * 1100L, false)).isTrue();
        }
    }

    @Test
    void originThatSendsAllAgainForAFewNewBytesDoesNotGetOn() {
        assertThat(headway.record(1_000_000, 1_000_000, false)).isTrue();
        assertThat(headway.record(1_000_001, 2_000_001, false)).isFalse();
        assertThat(headway.record(1_100_000, 3_100_001, false)).isTrue();
    }

    @Test
    void timeOfOthersIsExcused() {
        assertThat(made(10, false)).isTrue();
        now.addAndGet(1000 * SECOND);
        headway.excludeTime(1000 * SECOND);
        assertThat(made(11, false)).isTrue();
    }

    /** An attempt in which nothing moved again. */
    private boolean made(long held, boolean tooSlow) {
        return headway.record(held, held, tooSlow);
    }
}
