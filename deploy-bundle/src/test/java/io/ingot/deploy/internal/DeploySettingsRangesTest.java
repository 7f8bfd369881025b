// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import io.ingot.seeds.MetatypeRange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Metatype says of the values of a property is what is checked. */
class DeploySettingsRangesTest {
    @ParameterizedTest
    @MethodSource
    void metatypeStatesTheRangeThatIsChecked(MetatypeRange range) {
        range.assertChecked(DeployConfig.class, Map.of(), DeploySettings::of);
    }

    static List<MetatypeRange> metatypeStatesTheRangeThatIsChecked() throws Exception {
        return MetatypeRange.of(DeployConfig.class);
    }
}
