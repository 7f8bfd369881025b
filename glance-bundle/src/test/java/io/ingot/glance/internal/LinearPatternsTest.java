// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import io.ingot.seeds.ModulePatterns;
import org.junit.jupiter.api.Test;

class LinearPatternsTest {
    @Test
    void everyPatternTakesLinearTime() {
        ModulePatterns.assertLinear(GlanceImageService.class);
    }
}
