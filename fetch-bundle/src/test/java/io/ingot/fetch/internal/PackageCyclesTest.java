// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.seeds.ModulePackages;
import org.junit.jupiter.api.Test;

class PackageCyclesTest {
    @Test
    void packagesDependOnOneAnotherInOneDirection() {
        ModulePackages.assertFreeOfCycles(FetchSettings.class);
    }
}
