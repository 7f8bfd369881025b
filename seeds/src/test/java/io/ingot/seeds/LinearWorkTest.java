// SPDX-License-Identifier: Apache-2.0
package io.ingot.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearWorkTest {
    @ParameterizedTest
    @ValueSource(strings = {"/*(?:/v2)?/*$", "/+$", "[{}]+$", "\\s+$", "^(a+)+$", "[a-z]+://x"})
    void backtrackingSearchIsFound(String regex) {
        assertThat(PatternAttack.slowest(Pattern.compile(regex), true)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+", "[0-9.]*:[0-9:.]*:[0-9:.]*", "a*a*b", "\\s*=?\\s*x", "key=.*,.*,.*;"})
    void backtrackingMatchIsFound(String regex) {
        assertThat(PatternAttack.slowest(Pattern.compile(regex), false)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[0-9]+", "a*+b", "(?:[a-z]++\\.)*+[a-z]++", "%[0-9A-F]{2}", "//[^/]*@?"})
    void linearPatternPasses(String regex) {
        assertThat(PatternAttack.slowest(Pattern.compile(regex), false)).isEmpty();
    }

    @Test
    void quadraticWorkFails() {
        assertThatThrownBy(() -> LinearWork.assertLinear("square", "x"::repeat, text -> {
                    long sum = 0;
                    for (int i = 0; i < text.length(); i++) {
                        sum += text.subSequence(0, i).chars().sum();
                    }
                    assertThat(sum).isPositive();
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("square");
        assertThatThrownBy(() -> LinearWork.assertLinearMemory("copies", 2_000, size -> () -> {
                    StringBuilder rest = new StringBuilder("x".repeat(size));
                    while (!rest.isEmpty()) {
                        rest = new StringBuilder(rest.substring(1));
                    }
                }))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void linearWorkPasses() {
        assertThatCode(() -> LinearWork.assertLinear(
                        "once",
                        "x"::repeat,
                        text -> assertThat(text.chars().sum()).isPositive()))
                .doesNotThrowAnyException();
        assertThatCode(() -> LinearWork.assertLinearMemory(
                        "once",
                        2_000,
                        size -> () -> assertThat("x".repeat(size)).hasSize(size)))
                .doesNotThrowAnyException();
    }
}
