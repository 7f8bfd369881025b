// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SwiftSettingsTest {
    @Test
    void defaultsAreThoseOfIronic() {
        SwiftSettings settings = Given.settings(Map.of());

        assertThat(settings.lifetime()).isEqualTo(Duration.ofMinutes(20));
        assertThat(settings.startDelay()).isZero();
        assertThat(settings.reuse()).isFalse();
        assertThat(settings.accountPrefix()).isEqualTo("AUTH_");
        assertThat(settings.containers()).isEqualTo(new Containers("glance", 0));
        assertThat(settings.endpoint()).isEmpty();
        assertThat(settings.key()).isEmpty();
        assertThat(settings.digest()).isEmpty();
    }

    @Test
    @DisplayName("S-09: a URL must be valid until its download is expected to start")
    void urlMustBeValidUntilTheDownloadStarts() {
        assertThat(delayed(300, 300).lifetime()).isEqualTo(Duration.ofMinutes(5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> delayed(299, 300))
                .withMessageContaining("io.ingot.glance/swiftTempUrlDurationSeconds")
                .withMessageContaining("swiftTempUrlExpectedDownloadStartDelaySeconds, 300, was 299");
    }

    @ParameterizedTest
    @CsvSource({
        "swiftTempUrlDurationSeconds, 0",
        "swiftTempUrlDurationSeconds, 31536001",
        "swiftTempUrlExpectedDownloadStartDelaySeconds, -1",
        "swiftStoreMultipleContainersSeed, -1",
        "swiftStoreMultipleContainersSeed, 33"
    })
    void numberOutOfRangeIsRejected(String property, int value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Given.settings(Map.of(property, value)))
                .withMessageContaining("io.ingot.glance/" + property + " must be")
                .withMessageEndingWith("was " + value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"swiftContainer", "swiftApiVersion", "swiftAccount", "swiftAccountPrefix"})
    void pathSegmentsAreValidated(String property) {
        for (String text : new String[] {"a/b", "..", ".", "a\u0000b", "x".repeat(257)}) {
            assertThatIllegalArgumentException()
                    .as(text)
                    .isThrownBy(() -> Given.settings(Map.of(property, text)))
                    .withMessageContaining("io.ingot.glance/" + property + " must be one segment of a path")
                    .satisfies(
                            e -> assertThat(e.getMessage()).hasSizeLessThan(250).doesNotContain("\u0000"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"swiftContainer", "swiftApiVersion"})
    void requiredSegmentsMustNotBeEmpty(String property) {
        assertThatIllegalArgumentException().isThrownBy(() -> Given.settings(Map.of(property, " ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"md5", "SHA256", "sha-256", "none"})
    void unsupportedDigestIsRejected(String digest) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Given.settings(Map.of("swiftTempUrlDigest", digest)))
                .withMessage("io.ingot.glance/swiftTempUrlDigest must be sha256, sha512 or sha1, was '" + digest + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"swift.test:8080", "ftp://swift.test", "http://u:s3cret@swift.test", "http://swift.test?a=s3cret"
            })
    void invalidEndpointIsRejectedWithoutShowingSecrets(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Given.settings(Map.of("swiftEndpoint", endpoint)))
                .withMessageStartingWith("io.ingot.glance/swiftEndpoint must be an http or https URL")
                .withMessageNotContaining("s3cret");
    }

    @Test
    void keyIsConfiguredOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Given.settings(Map.of("swiftTempUrlKeyFile", "/etc/ingot/key", "_swiftTempUrlKey", "s3cret")))
                .withMessageContaining("io.ingot.glance/swiftTempUrlKeyFile")
                .withMessageNotContaining("s3cret");
    }

    private static SwiftSettings delayed(int duration, int delay) {
        return Given.settings(Map.of(
                "swiftTempUrlDurationSeconds", duration, "swiftTempUrlExpectedDownloadStartDelaySeconds", delay));
    }
}
