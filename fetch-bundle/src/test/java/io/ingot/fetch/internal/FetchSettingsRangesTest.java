// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.seeds.MetatypeRange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ranges in Metatype are the ranges that are checked. */
class FetchSettingsRangesTest {
    @ParameterizedTest
    @MethodSource
    void checkedRangeIsThatOfMetatype(MetatypeRange range) {
        range.assertChecked(
                FetchConfig.class,
                Map.of("retryPauseMillis", 1L, "maxRetryPauseMillis", 3_600_000L),
                FetchSettings::of);
    }

    static List<MetatypeRange> checkedRangeIsThatOfMetatype() throws Exception {
        return MetatypeRange.of(FetchConfig.class);
    }
}
