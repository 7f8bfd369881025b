// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.engine;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptLimitsTest {
    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "1, -1"})
    void limitsThatAllowNoAttemptAreRefused(long millis, int retries) {
        Duration timeout = Duration.ofMillis(millis);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AttemptLimits(timeout, "a/property", retries, AttemptListener.NONE));
    }
}
