// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FetchSettingsTest {
    @Test
    void defaultsAreSane() {
        FetchSettings settings = FetchSettings.of(new TestConfig().get());
        assertThat(settings.retries().attempts()).isEqualTo(5);
        assertThat(settings.stallTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.maxImageBytes()).isEqualTo(1L << 40);
        assertThat(PosixFilePermissions.toString(settings.mode().permissions())).isEqualTo("r--r--r--");
        assertThat(settings.linkLocalFiles()).isTrue();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("retries", -1, "-1"),
                Arguments.of("retries", 1001, "1001"),
                Arguments.of("retryPauseMillis", 0L, "0"),
                Arguments.of("retryPauseMillis", 3_600_001L, "3600001"),
                Arguments.of("maxRetryPauseMillis", Long.MAX_VALUE, String.valueOf(Long.MAX_VALUE)),
                Arguments.of("stallTimeoutMillis", Long.MAX_VALUE, String.valueOf(Long.MAX_VALUE)),
                Arguments.of("maxRetryPauseMillis", 0L, "0"),
                Arguments.of("maxRetryPauseMillis", 1L, "1"),
                Arguments.of("stallTimeoutMillis", 0L, "0"),
                Arguments.of("maxImageBytes", 0L, "0"),
                Arguments.of("transfers", 0, "0"),
                Arguments.of("transfers", 1025, "1025"),
                Arguments.of("mode", "0888", "0888"),
                Arguments.of("mode", "rw-r--r--", "rw-r--r--"),
                Arguments.of("mode", "04755", "04755"),
                Arguments.of("mode", "0044", "0044"),
                Arguments.of("localFiles", "move", "move"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusalNamesPropertyAndValue(String property, Object value, String shown) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        FetchSettings.of(new TestConfig().with(property, value).get()))
                .withMessageStartingWith("io.ingot.fetch/" + property)
                .withMessageContaining(shown);
    }
}
