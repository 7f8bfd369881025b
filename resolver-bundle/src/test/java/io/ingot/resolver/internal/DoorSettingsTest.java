// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoorSettingsTest {
    @Test
    void defaultsAreValid() {
        DoorSettings settings = DoorSettings.of(FakeConfig.defaults());

        assertThat(settings.patience()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.callBound().limit()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.retryRule().retries()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "waitMillis, -1, 0 to 600000",
        "showTimeoutMillis, 0, 1 to 3600000",
        "retryPauseMillis, 0, 1 to 60000",
        "longestRetryPauseMillis, 600001, 1 to 600000",
    })
    void valueOutOfRangeIsRefusedByName(String property, long value, String range) {
        assertThatThrownBy(() -> DoorSettings.of(FakeConfig.with(Map.of(property, value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("io.ingot.resolver/" + property + " must be from " + range + ", was " + value);
    }

    @Test
    void numberOfRetriesIsBounded() {
        assertThatThrownBy(() -> DoorSettings.of(FakeConfig.with(Map.of("retries", 21))))
                .hasMessage("io.ingot.resolver/retries must be from 0 to 20, was 21");
    }
}
