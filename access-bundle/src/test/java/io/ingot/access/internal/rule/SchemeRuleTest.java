// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.rule;

import static io.ingot.access.internal.rule.Refusals.assertRefused;
import static io.ingot.access.internal.rule.Refusals.reference;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemeRuleTest {
    @Test
    void emptyListAllowsEveryScheme() {
        assertThatCode(() -> new SchemeRule(List.of()).checkReference(reference("gopher://h/x")))
                .doesNotThrowAnyException();
    }

    @Test
    void otherSchemeIsRefusedWithTheProperty() {
        SchemeRule rule = new SchemeRule(List.of("https", "file"));

        assertRefused(() -> rule.checkReference(reference("http://mirror.example/a?sig=secret")))
                .contains("scheme http", "io.ingot.access/schemes", "file, https")
                .doesNotContain("secret");
    }

    @Test
    @DisplayName("D-11, D-17, D-18, F-15: schemes ignore case")
    void schemesIgnoreCase() {
        SchemeRule rule = new SchemeRule(List.of("HTTPS", "Glance"));

        assertThatCode(() -> rule.checkReference(reference("HTTPS://mirror.example/a")))
                .doesNotThrowAnyException();
        assertThatCode(() -> rule.checkReference(reference("733d1c44-a2ea-414b-aca7-69decf20d810")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://", "https:", "*", "ht tp", "1a"})
    void invalidSchemeIsAnInvalidSetting(String scheme) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SchemeRule(List.of(scheme)))
                .withMessageContaining("io.ingot.access/schemes")
                .withMessageContaining(scheme);
    }
}
