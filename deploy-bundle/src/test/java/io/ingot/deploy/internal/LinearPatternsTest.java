// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import io.ingot.seeds.ModulePatterns;
import org.junit.jupiter.api.Test;

class LinearPatternsTest {
    @Test
    void everyPatternMatchesInLinearTime() {
        ModulePatterns.assertLinear(PlanBuilder.class);
    }
}
