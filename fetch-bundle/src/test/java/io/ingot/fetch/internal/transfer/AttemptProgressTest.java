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
    private final AttemptProgress progress = new AttemptProgress(new LeastRate(1000, Duration.ofSeconds(60)), now::get);

    @Test
    void attemptWithNewBytesIsProgress() {
        assertThat(record(10, false)).isTrue();
        assertThat(record(10, false)).isFalse();
        assertThat(record(11, false)).isTrue();
    }

    @Test
    void slowAttemptIsNotProgressEvenWithNewBytes() {
        assertThat(record(10, true)).isFalse();
        assertThat(record(11, false)).as("a few bytes after it").isFalse();
        assertThat(record(70_000, false)).as("bytes for a whole window").isTrue();
    }

    @Test
    void originThatBreaksAfterEachByteStopsMakingProgress() {
        int counted = 0;
        for (int bytes = 1; bytes <= 1000; bytes++) {
            now.addAndGet(SECOND);
            counted += record(bytes, false) ? 1 : 0;
        }
        assertThat(counted).isBetween(1, 60);
    }

    @Test
    void fastOriginThatBreaksOftenMakesProgress() {
        for (int i = 1; i <= 1000; i++) {
            now.addAndGet(SECOND);
            assertThat(record(i * 1100L, false)).isTrue();
        }
    }

    @Test
    void repeatingAllBytesForAFewNewOnesIsNotProgress() {
        assertThat(progress.record(1_000_000, 1_000_000, false)).isTrue();
        assertThat(progress.record(1_000_001, 2_000_001, false)).isFalse();
        assertThat(progress.record(1_100_000, 3_100_001, false)).isTrue();
    }

    @Test
    void excludedTimeDoesNotCount() {
        assertThat(record(10, false)).isTrue();
        now.addAndGet(1000 * SECOND);
        progress.excludeTime(1000 * SECOND);
        assertThat(record(11, false)).isTrue();
    }

    /** Records an attempt in which no byte was transferred twice. */
    private boolean record(long bytes, boolean tooSlow) {
        return progress.record(bytes, bytes, tooSlow);
    }
}
