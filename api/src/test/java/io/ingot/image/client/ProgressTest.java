// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.FetchPhase;
import java.time.Duration;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Progress START = Progress.of(FetchPhase.TRANSFERRING);

    @Test
    void newProgressHasNoValues() {
        assertThat(START.bytes()).isZero();
        assertThat(START.total()).isEmpty();
        assertThat(START.retries()).isZero();
        assertThat(START.lastFailure()).isEmpty();
        assertThat(START.remaining()).isEmpty();
    }

    @Test
    void eachStepKeepsTheRest() {
        Progress progress = START.toBuilder()
                .total(OptionalLong.of(100))
                .bytes(40, 20)
                .retry("reset")
                .retry("stalled")
                .phase(FetchPhase.COMMITTING)
                .build();

        assertThat(progress.phase()).isEqualTo(FetchPhase.COMMITTING);
        assertThat(progress.bytes()).isEqualTo(40);
        assertThat(progress.bytesPerSecond()).isEqualTo(20);
        assertThat(progress.total()).hasValue(100);
        assertThat(progress.retries()).isEqualTo(2);
        assertThat(progress.lastFailure()).contains("stalled");
        assertThat(progress.remaining()).contains(Duration.ofSeconds(3));
    }

    @Test
    void remainingTimeIsAbsentWithoutRateOrTotal() {
        assertThat(START.toBuilder().bytes(10, 5).build().remaining()).isEmpty();
        assertThat(START.toBuilder()
                        .total(OptionalLong.of(10))
                        .bytes(1, 0)
                        .build()
                        .remaining())
                .isEmpty();
        assertThat(START.toBuilder()
                        .total(OptionalLong.of(10))
                        .total(OptionalLong.empty())
                        .build()
                        .total())
                .isEmpty();
    }

    @Property
    void theTimeLeftIsNeverNegative(
            @ForAll @LongRange(max = Long.MAX_VALUE) long there,
            @ForAll @LongRange(max = Long.MAX_VALUE) long total,
            @ForAll @LongRange(min = 1, max = Long.MAX_VALUE) long rate) {
        assertThat(START.toBuilder()
                        .total(OptionalLong.of(total))
                        .bytes(there, rate)
                        .build()
                        .remaining()
                        .orElseThrow())
                .isGreaterThanOrEqualTo(Duration.ZERO);
    }
}
