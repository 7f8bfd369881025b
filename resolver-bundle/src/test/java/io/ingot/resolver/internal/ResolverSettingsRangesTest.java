// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import io.ingot.seeds.MetatypeRange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Metatype says of the values of a property is what is checked. */
class ResolverSettingsRangesTest {
    @ParameterizedTest
    @MethodSource
    void metatypeStatesTheRangeThatIsChecked(MetatypeRange range) {
        range.assertChecked(
                ResolverConfig.class,
                Map.of("retryPauseMillis", 1L, "longestRetryPauseMillis", 600_000L),
                ResolverSettings::of);
    }

    static List<MetatypeRange> metatypeStatesTheRangeThatIsChecked() throws Exception {
        return MetatypeRange.of(ResolverConfig.class);
    }
}
