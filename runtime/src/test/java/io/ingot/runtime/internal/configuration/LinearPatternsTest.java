// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import io.ingot.seeds.ModulePatterns;
import org.junit.jupiter.api.Test;

class LinearPatternsTest {
    @Test
    void everyPatternTakesStepsInProportionToItsText() {
        ModulePatterns.assertLinear(ConfigurationFile.class);
    }
}
