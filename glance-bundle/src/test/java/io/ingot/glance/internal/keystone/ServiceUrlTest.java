// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceUrlTest {
    @ParameterizedTest
    @CsvSource({
        "http://g.test:9292, http://g.test:9292",
        "http://g.test:9292/, http://g.test:9292",
        "http://g.test:9292/v2, http://g.test:9292",
        "http://g.test:9292/v2//, http://g.test:9292",
        "https://G.test/image/v2/, https://g.test/image",
        "https://g.test/image, https://g.test/image",
        "https://g.test/v22, https://g.test/v22",
        "http://[::1]:9292/v2, http://[::1]:9292"
    })
    void versionAtTheEndIsRemoved(String text, String expected) {
        assertThat(ServiceUrl.withoutVersion("x", text, "v2")).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "http://k.test:5000, http://k.test:5000/v3",
        "http://k.test:5000/v3/, http://k.test:5000/v3",
        "https://k.test/identity, https://k.test/identity/v3",
        "https://k.test/identity/v3, https://k.test/identity/v3"
    })
    void missingVersionOfKeystoneIsAppended(String text, String expected) {
        assertThat(ServiceUrl.keystone("x", text)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "k.test:5000",
                "ftp://k.test/",
                "http:///v3",
                "file:///v3",
                "http://k.test/?a=s3cret",
                "http://k.test/#s3cret",
                "http://user:s3cret@k.test/",
                "http://k.test/\u0000",
                "733d1c44-a2ea-414b-aca7-69decf20d810"
            })
    void otherUrlsAreRejectedWithoutShowingSecrets(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceUrl.parse("io.ingot.glance/authUrl", text))
                .withMessageStartingWith("io.ingot.glance/authUrl must be an http or https URL")
                .withMessageNotContaining("s3cret");
    }
}
