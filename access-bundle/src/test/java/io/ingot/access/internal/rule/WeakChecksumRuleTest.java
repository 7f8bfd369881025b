// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.rule;

import static io.ingot.access.internal.rule.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeakChecksumRuleTest {
    @ParameterizedTest
    @ValueSource(strings = {"md5", "MD5", "md2", "sha1", "SHA-1", "sha"})
    @DisplayName("K-12: a weak checksum is refused, and the message names the property that would allow it")
    void weakAlgorithmsAreRefused(String algorithm) {
        assertRefused(() -> new WeakChecksumRule(false).checkAlgorithm(algorithm))
                .contains("io.ingot.access/allowWeakChecksums");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256", "sha512", "sha384", "sha3-256", "blake3"})
    void strongAlgorithmsAreAllowed(String algorithm) {
        assertThatCode(() -> new WeakChecksumRule(false).checkAlgorithm(algorithm))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"md5", "sha1"})
    void propertyAllowsAllAlgorithmsWithAWarning(String algorithm) {
        WeakChecksumRule allowing = new WeakChecksumRule(true);

        assertThatCode(() -> allowing.checkAlgorithm(algorithm)).doesNotThrowAnyException();
        assertThat(allowing.cautions()).singleElement().asString().contains("io.ingot.access/allowWeakChecksums");
        assertThat(new WeakChecksumRule(false).cautions()).isEmpty();
    }
}
