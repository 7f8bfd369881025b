// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.settings;

import io.ingot.seeds.MetatypeRange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that Metatype and the settings have the same ranges. */
class HttpClientSettingsRangesTest {
    @ParameterizedTest
    @MethodSource
    void metatypeStatesTheRangeThatIsChecked(MetatypeRange range) {
        range.assertChecked(HttpClientConfig.class, Map.of(), HttpClientSettings::of);
    }

    static List<MetatypeRange> metatypeStatesTheRangeThatIsChecked() throws Exception {
        return MetatypeRange.of(HttpClientConfig.class);
    }
}
