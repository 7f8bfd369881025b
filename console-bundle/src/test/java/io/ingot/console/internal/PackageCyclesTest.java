// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import io.ingot.seeds.ModulePackages;
import org.junit.jupiter.api.Test;

class PackageCyclesTest {
    @Test
    void packagesDependOnOneAnotherInOneDirection() {
        ModulePackages.assertFreeOfCycles(CommandUser.class);
    }
}
