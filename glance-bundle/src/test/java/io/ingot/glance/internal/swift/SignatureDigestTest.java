// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Secret;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureDigestTest {
    private static final String TEXT = "GET\n1700001200\n/v1/AUTH_6d0e5f/glance/757274c4-2856-4bd2-bb20-9a4a231e187b";

    @ParameterizedTest
    @CsvSource({
        "sha256, f660bf601fb1a7b894bce1d5f5e1bebccdc571916341572c141fa3c66c3110f4",
        "sha1, 5214eef33490600faf327b55a4ee1352019589a6",
        "sha512, sha512:ivOF-GyiihyHQiV5KH8S0A2nlBML3rMvo_QJFtiPsfIHU3Zi0wY3p9Kd1nV5VWhlFHwh8QqY6Ct4UAoFnI4dSw=="
    })
    @DisplayName("S: signatures equal those of openssl dgst -hmac mykey")
    void signaturesEqualThoseOfOpenssl(String digest, String signature) {
        assertThat(signature(digest, TEXT, "mykey")).isEqualTo(signature);
    }

    @Test
    @DisplayName("S: signatures equal the examples of Swift's documentation")
    void signaturesEqualThoseOfTheDocumentation() {
        assertThat(signature("sha256", "GET\n1512508563\n/v1/AUTH_account/container/object", "mykey"))
                .isEqualTo("732fcac368abb10c78a4cbe95c3fab7f311584532bf779abd5074e13cbe8b88b");
        assertThat(signature("sha512", "GET\n1516741234\n/v1/AUTH_account/container/object", "mykey"))
                .isEqualTo(
                        "sha512:ZrSijn0GyDhsv1ltIj9hWUTrbAeE45NcKXyBaz7aPbSMvROQ4jtYH4nRAmm5ErY2X11Yc1Yhy2OMCyN3yueeXg==");
    }

    @Test
    @DisplayName("S: keys and paths are signed as UTF-8")
    void textsAreEncodedAsUtf8() {
        String text = "GET\n1700001200\n/v1/AUTH_6d0e5f/glänce bücher/757274c4-2856-4bd2-bb20-9a4a231e187b";

        assertThat(signature("sha256", text, "schlüssel €"))
                .isEqualTo("9cdbb54b4780b4140aff570c81a957f057f756505e3e27b89e5c9f0e7e990af0");
    }

    private static String signature(String digest, String text, String key) {
        return SignatureDigest.of(digest)
                .orElseThrow()
                .signature(text, Secret.of(key))
                .reveal();
    }
}
