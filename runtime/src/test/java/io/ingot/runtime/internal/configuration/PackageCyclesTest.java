// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import io.ingot.seeds.ModulePackages;
import org.junit.jupiter.api.Test;

class PackageCyclesTest {
    @Test
    void packagesDependOnOneAnotherInOneDirection() {
        ModulePackages.assertFreeOfCycles(InstanceConfiguration.class);
    }
}
