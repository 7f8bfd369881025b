// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemePropertyTest {
    @Test
    void textArrayAndCollectionAreReadInAnyCase() {
        assertThat(SchemeProperty.read("HTTP").schemes()).containsExactly("http");
        assertThat(SchemeProperty.read(new String[] {"Http", "https"}).schemes())
                .containsExactlyInAnyOrder("http", "https");
        assertThat(SchemeProperty.read(new TreeSet<>(Set.of("s3", "S3+x"))).schemes())
                .containsExactlyInAnyOrder("s3", "s3+x");
        assertThat(SchemeProperty.read(List.of("a", "A")).schemes()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " http", "1a", "a_b", "a:", "-a", "é", "http\n", "\u212Aelvin"})
    void malformedSchemeIsRefused(String text) {
        assertThat(SchemeProperty.read(text).schemes()).isEmpty();
        assertThat(SchemeProperty.read(text).problem()).isPresent();
    }

    @Test
    void wellFormedSchemesOfAMixedPropertyAreUsed() {
        SchemeProperty mixed = SchemeProperty.read(new Object[] {"good", 5, null, "b a d"});

        assertThat(mixed.schemes()).containsExactly("good");
        assertThat(mixed.problem()).contains("malformed: a java.lang.Integer, null, 'b a d'");
    }

    @Test
    void missingAndEmptyPropertiesAreMissing() {
        assertThat(SchemeProperty.read(null).problem()).contains("missing");
        assertThat(SchemeProperty.read(new String[0]).problem()).contains("missing");
        assertThat(SchemeProperty.read("ok").problem()).isEmpty();
    }

    @Test
    void printedTextIsShortAndHasNoLineBreak() {
        String attack = "x\nERROR all is lost " + "y".repeat(10_000);

        assertThat(SchemeProperty.read(attack).problem().orElseThrow())
                .hasSizeLessThan(120)
                .doesNotContain("\n");
    }
}
