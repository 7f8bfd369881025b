// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import io.ingot.seeds.ModulePackages;
import org.junit.jupiter.api.Test;

class PackageCyclesTest {
    @Test
    void packagesDependOnOneAnotherInOneDirection() {
        ModulePackages.assertFreeOfCycles(ImageReference.class);
    }
}
