// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal;

import io.ingot.seeds.ModulePatterns;
import org.junit.jupiter.api.Test;

class LinearPatternsTest {
    @Test
    void everyPatternMatchesInLinearTime() {
        ModulePatterns.assertLinear(PolicySettings.class);
    }
}
