// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.absence;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.seeds.LinearWork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearRequirementsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "(a=b)",
                "(!(a=b))",
                "(version>=1)",
                "(!(version>=1))",
                "(&",
                "(&(a=b))",
                " ",
                "\\",
                "a",
                "=",
                "(|(a=b))"
            })
    void filterIsReadInProportionToItsText(String repeated) {
        for (String begin : new String[] {"", "(&(osgi.wiring.package=x)", "(|"}) {
            LinearWork.assertLinearMemory(
                    begin + repeated,
                    1_000,
                    count -> () -> assertThat(
                                    RequirementText.of("osgi.wiring.package", begin + repeated.repeat(count) + ")"))
                            .isNotEmpty());
        }
    }

    /** Comparing takes steps, and no memory: what is compared is counted by what it is behind. */
    @Test
    void versionsBehindOtherConditionsKeepTheirMeaning() {
        String filter = "(&(osgi.wiring.package=x)" + "(a=b)".repeat(3) + "(version>=1)(!(version>=2)))";

        assertThat(RequirementText.of("osgi.wiring.package", filter))
                .isEqualTo("package x, version 1 or newer but below 2, with a=b and a=b and a=b");
    }
}
