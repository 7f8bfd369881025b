// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import io.ingot.seeds.MetatypeRange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ranges in Metatype are the ranges that the settings check. */
class DeploySettingsRangesTest {
    @ParameterizedTest
    @MethodSource
    void metatypeHasTheCheckedRange(MetatypeRange range) {
        range.assertChecked(DeployConfig.class, Map.of(), DeploySettings::of);
    }

    static List<MetatypeRange> metatypeHasTheCheckedRange() throws Exception {
        return MetatypeRange.of(DeployConfig.class);
    }
}
