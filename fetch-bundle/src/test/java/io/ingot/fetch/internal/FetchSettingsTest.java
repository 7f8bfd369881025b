// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ingot.fetch.internal.limit.LeastRate;
import io.ingot.fetch.internal.limit.Limits;
import io.ingot.fetch.internal.store.StoreRules;
import io.ingot.fetch.internal.store.place.PlacementMethod;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FetchSettingsTest {
    @Test
    void defaultsAreTheDocumentedOnes() {
        FetchSettings settings = FetchSettings.of(new TestConfig().get());
        assertThat(settings.retries().attempts()).isEqualTo(5);
        assertThat(settings.stallTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.maxImageBytes()).isEqualTo(1L << 40);
        assertThat(PosixFilePermissions.toString(settings.ownership().mode().permissions()))
                .isEqualTo("r--r--r--");
        assertThat(settings.linkLocalFiles()).isTrue();
        assertThat(settings.retries().limit()).isEqualTo(Duration.ofMinutes(15));
        assertThat(settings.limits()).isEqualTo(new Limits(16, 8, 64L << 20, 0, 0));
        assertThat(settings.limits().transfersPerOrigin())
                .isPositive()
                .isLessThan(settings.limits().transfers());
        assertThat(settings.leastRate()).isEqualTo(new LeastRate(1000, Duration.ofMinutes(1)));
        assertThat(settings.requireLength()).isFalse();
        assertThat(settings.segments()).isEqualTo(8);
        StoreRules rules = settings.store().rules();
        assertThat(rules.maxBytes()).isEqualTo(20L << 30);
        assertThat(rules.maxAge()).isEqualTo(Duration.ofDays(7));
        assertThat(rules.mode()).isEqualTo(settings.ownership().mode());
        assertThat(rules.placements())
                .containsExactly(PlacementMethod.CLONE, PlacementMethod.LINK, PlacementMethod.COPY);
        assertThat(settings.store().folder()).isEmpty();
        assertThat(settings.store().serveStale()).isFalse();
        assertThat(settings.ownership().owner()).isEmpty();
        assertThat(settings.ownership().group()).isEmpty();
    }

    @Test
    void placementMayBeOneTextAndEndsWithCopy() {
        assertThat(placements("link, clone"))
                .containsExactly(PlacementMethod.LINK, PlacementMethod.CLONE, PlacementMethod.COPY);
        assertThat(placements("Copy", "link")).containsExactly(PlacementMethod.COPY);
        assertThat(placements()).containsExactly(PlacementMethod.COPY);
    }

    @Test
    void ownerAndGroupAreNamesOrNumbers() {
        assertThat(settings("owner", "root").ownership().owner())
                .hasValueSatisfying(user -> assertThat(user.getName()).isEqualTo("root"));
        assertThat(settings("owner", "0").ownership().owner())
                .isEqualTo(settings("owner", "root").ownership().owner());
        assertThat(settings("owner", " 0 ").store().rules().owner()).hasValue("0");
        assertThat(settings("group", "54321").ownership().group()).isPresent();
    }

    @Test
    void leastRateWindowIsAtLeastTheStallTimeout() {
        assertThat(settings("stallTimeoutMillis", 90_000L).leastRate().window()).isEqualTo(Duration.ofSeconds(90));
        assertThat(settings("stallTimeoutMillis", 1_000L).leastRate().window()).isEqualTo(Duration.ofMinutes(1));
    }

    private static List<PlacementMethod> placements(String... values) {
        return settings("placement", values).store().rules().placements();
    }

    private static FetchSettings settings(String property, Object value) {
        return FetchSettings.of(new TestConfig().with(property, value).get());
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
                Arguments.of("leastBytesPerSecond", -1L, "-1"),
                Arguments.of("leastBytesPerSecond", Long.MAX_VALUE, String.valueOf(Long.MAX_VALUE)),
                Arguments.of("leastRateWindowMillis", 0L, "0"),
                Arguments.of("transfers", 0, "0"),
                Arguments.of("transfers", 1025, "1025"),
                Arguments.of("retryLimitMillis", 0L, "0"),
                Arguments.of("transfersPerOrigin", -1, "-1"),
                Arguments.of("smallImageBytes", -1L, "-1"),
                Arguments.of("bytesPerSecond", -1L, "-1"),
                Arguments.of("bytesPerSecondPerOrigin", -1L, "-1"),
                Arguments.of("segments", 0, "0"),
                Arguments.of("segments", 65, "65"),
                Arguments.of("store", "relative/folder", "relative/folder"),
                Arguments.of("store", "/nul\0", "must be an absolute path"),
                Arguments.of("storeMaxBytes", -1L, "-1"),
                Arguments.of("storeMaxAgeMinutes", -1L, "-1"),
                Arguments.of("storeMaxAgeMinutes", Long.MAX_VALUE, String.valueOf(Long.MAX_VALUE)),
                Arguments.of("placement", new String[] {"clone,move"}, "move"),
                Arguments.of("owner", "nobody-has-this-name", "nobody-has-this-name"),
                Arguments.of("group", "nobody-has-this-name", "nobody-has-this-name"),
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
                .isThrownBy(() -> settings(property, value))
                .withMessageStartingWith("io.ingot.fetch/" + property)
                .withMessageContaining(shown);
    }
}
