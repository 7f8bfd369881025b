// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedChecksumTest {
    private static final String HEX = "5f".repeat(32);

    @ParameterizedTest
    @ValueSource(strings = {"sha256:%s", "SHA-256:%s", "%s", "  %s\n"})
    @DisplayName("K-02, K-13, K-14: an algorithm before the digits, or digits of a known length")
    void aDigestIsAKnownChecksum(String form) throws ImageException {
        assertThat(ExpectedChecksum.parse(form.formatted(HEX)))
                .isEqualTo(new ExpectedChecksum.Known(new Checksum("sha256", HEX)))
                .hasToString("sha256:" + HEX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://h/SUMS",
                "https://h/SUMS#x.img",
                "file:///srv/SUMS",
                "file:/srv/SUMS",
                "oci://h/i",
                "glance://733d1c44-a2ea-414b-aca7-69decf20d810#x.img"
            })
    @DisplayName("K-17: the URL of a checksum file has any scheme")
    void aUrlIsAChecksumFile(String url) throws ImageException {
        assertThat(ExpectedChecksum.parse(" " + url)).isEqualTo(new ExpectedChecksum.InFile(ImageReference.parse(url)));
    }

    @Test
    void algorithmOfAChecksumFileIsNormalised() throws ImageException {
        ImageReference file = ImageReference.parse("http://h/SUMS");
        assertThat(new ExpectedChecksum.InFile(file, Optional.of("SHA-512")))
                .isEqualTo(new ExpectedChecksum.InFile(file, Optional.of("sha512")))
                .isNotEqualTo(new ExpectedChecksum.InFile(file))
                .hasToString("http://h/SUMS");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExpectedChecksum.InFile(file, Optional.of("sha 512")));
    }

    @Test
    void itIsPrintedWithoutSecrets() throws ImageException {
        assertThat(ExpectedChecksum.parse("http://joe:hush@h/SUMS?sig=hush").toString())
                .doesNotContain("hush");
    }

    @ParameterizedTest
    @CsvSource({
        "'', INVALID_METADATA",
        "' ', INVALID_METADATA",
        "f00, INVALID_METADATA",
        "sha256:, INVALID_METADATA",
        "sha256:f00, INVALID_METADATA",
        "SHA256SUMS, INVALID_METADATA",
        "http://h:port/SUMS, INVALID_REFERENCE"
    })
    @DisplayName("K-03, K-07, K-17: anything else is refused")
    void anythingElseIsRefused(String text, ErrorCode code) {
        assertThat(catchThrowableOfType(ImageException.class, () -> ExpectedChecksum.parse(text))
                        .code())
                .isEqualTo(code);
    }
}
