// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.BundleException;

class UnresolvedBundleTest {
    private static final String MESSAGE =
            "Unable to resolve org.toy [24](R 24.0): missing requirement [org.toy [24](R 24.0)] ";

    @ParameterizedTest
    @CsvSource({
        "osgi.wiring.package; (osgi.wiring.package=org.foo), package org.foo",
        "osgi.wiring.package; (&(osgi.wiring.package=org.foo)(version>=1.2.0)(!(version>=2.0.0))), package org.foo 1.2.0 or newer",
        "osgi.ee; (&(osgi.ee=JavaSE)(version=21)), Java 21 or newer",
        "osgi.wiring.bundle; (osgi.wiring.bundle=org.foo), bundle org.foo"
    })
    void requirementIsNamedOnceWithoutItsFilter(String requirement, String words) {
        String message =
                MESSAGE + requirement + " Unresolved requirements: [[org.toy [24](R 24.0)] " + requirement + "]";

        assertThat(UnresolvedBundle.describe(message)).isEqualTo("nothing installed offers " + words);
    }

    @Test
    void otherMessagesAreUnchanged() {
        assertThat(UnresolvedBundle.describe(MESSAGE + "osgi.own; (osgi.own=1)"))
                .endsWith("osgi.own; (osgi.own=1)");
        assertThat(UnresolvedBundle.describe(
                        new BundleException("Activator start error", BundleException.ACTIVATOR_ERROR)))
                .isEqualTo("Activator start error");
    }
}
