// SPDX-License-Identifier: Apache-2.0
package io.ingot.seeds;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.seeds.cycle.one.One;
import org.junit.jupiter.api.Test;

class ModulePackagesTest {
    @Test
    void packagesInACycleAreNamed() {
        assertThatThrownBy(() -> ModulePackages.assertFreeOfCycles(One.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("io.ingot.seeds.cycle.one")
                .hasMessageContaining("io.ingot.seeds.cycle.other");
    }

    @Test
    void packagesWithoutACyclePass() {
        ModulePackages.assertFreeOfCycles(ModulePackages.class);
    }
}
