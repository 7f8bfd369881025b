// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinedPropertyTest {
    private static DefinedProperty of(String type, String min, String max) {
        return new DefinedProperty(type, min, max, List.of(), false);
    }

    @ParameterizedTest
    @CsvSource({
        "Long, 1, '', abc, 'a whole number, at least 1'",
        "Long, 1, '', 0, 'a whole number, at least 1'",
        "Integer, 0, 9, 10, 'a whole number, at least 0, at most 9'",
        "Integer, '', '', 4000000000, a whole number",
        "Integer, '', '', '', a whole number",
        "Double, 0.5, '', 0.4, 'a number, at least 0.5'",
        "Double, '', '', NaN, a number",
        "Boolean, '', '', yes, true or false"
    })
    void invalidValueIsNamedWithTheExpectedOne(String type, String min, String max, String value, String expected) {
        assertThat(of(type, min, max).fault(value)).contains("must be " + expected + ", was '" + value + "'");
    }

    @ParameterizedTest
    @CsvSource({"Long, 4000000000", "Integer, 7", "Boolean, false", "Double, 1.5", "String, anything", "Password, x"})
    void validValueHasNoFault(String type, String value) {
        assertThat(of(type, "", "").fault(value)).isEmpty();
    }

    @Test
    void typedValueIsCheckedLikeItsText() {
        assertThat(of("Long", "1", "").fault(5L)).isEmpty();
        assertThat(of("Long", "1", "").fault(0L)).isPresent();
        assertThat(of("Boolean", "", "").fault(true)).isEmpty();
    }

    @Test
    void eachElementOfAListIsChecked() {
        DefinedProperty ports = new DefinedProperty("Integer", "1", "", List.of(), true);

        assertThat(ports.fault("1, 2,3")).isEmpty();
        assertThat(ports.fault(new String[] {"1,x"}))
                .hasValueSatisfying(fault -> assertThat(fault).endsWith("was 'x'"));
        assertThat(ports.fault(List.of(1, 0))).isPresent();
        assertThat(ports.fault(new int[] {1, 2})).isEmpty();
    }

    @Test
    void optionsAreNamed() {
        DefinedProperty mode = new DefinedProperty("String", "", "", List.of("a", "b"), false);

        assertThat(mode.fault("a")).isEmpty();
        assertThat(mode.fault("c")).contains("must be one of a, b, was 'c'");
    }

    @Test
    void longValueIsShortened() {
        assertThat(of("Long", "", "").fault("x".repeat(10_000)).orElseThrow()).hasSizeLessThan(150);
    }
}
