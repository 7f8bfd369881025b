// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialTargetTest {
    @ParameterizedTest
    @CsvSource({
        "https://mirror.example/, https://mirror.example/a",
        "https://mirror.example, https://mirror.example/a",
        "https://mirror.example:443/, https://mirror.example/a",
        "https://MIRROR.example/, HTTPS://mirror.EXAMPLE:443/a",
        "http://mirror.example, http://mirror.example:80/a",
        "mirror.example, https://mirror.example/a",
        "mirror.example:8443, https://mirror.example:8443/a",
        "https://[::1]:8443/, 'https://[::1]:8443/a'",
        "oci://registry.example:5000/, oci://registry.example:5000/a/b:latest",
        "https://mirror.example/a/b/, https://mirror.example/a/b/c?x=y",
        "https://mirror.example/a/b, https://mirror.example/a/b",
        "https://mirror.example/a/b/, https://mirror.example/a/b",
        "https://mirror.example./, https://mirror.example/a",
        "http://127.0.0.1/, http://127.1:80/a",
        "'https://[::1]/', 'https://[0::1]:443/a'"
    })
    void referencesBelowTheTargetAreCovered(String target, String reference) throws ImageException {
        assertThat(CredentialTarget.parse(target).covers(ImageReference.parse(reference)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://mirror.example/, http://mirror.example/a",
        "https://mirror.example/, https://mirror.example:8443/a",
        "https://mirror.example/, https://www.mirror.example/a",
        "https://mirror.example/, https://mirror.example.evil.example/a",
        "mirror.example, http://mirror.example/a",
        "mirror.example, oci://mirror.example/a",
        "https://mirror.example/a, https://mirror.example/ab",
        "https://mirror.example/a/b, https://mirror.example/a",
        "https://mirror.example/a, https://mirror.example/A/b",
        "https://mirror.example/, file:///a",
        "https://mirror.example/, mem:a"
    })
    @DisplayName("B-07: credentials are for one scheme, host and port, and never for another")
    void otherReferencesAreNotCovered(String target, String reference) throws ImageException {
        assertThat(CredentialTarget.parse(target).covers(ImageReference.parse(reference)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a/../b",
                "/a/..",
                "/a/./b",
                "/a/%2e%2E/b",
                "/a/.%2e/b",
                "/a/..;x/b",
                "/a/..%2fb",
                "/a/x%5cb",
                "/a/..\\b"
            })
    void pathThatMayLeadUpwardsIsNotCovered(String path) throws ImageException {
        ImageReference reference = ImageReference.parse("https://mirror.example" + path);

        assertThat(CredentialTarget.parse("https://mirror.example/a/").covers(reference))
                .isFalse();
        assertThat(CredentialTarget.parse("https://mirror.example/").covers(reference))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "https://",
                "https:///a",
                "https://u@h/",
                "https://h/?q",
                "https://h/#f",
                "https://*.example/",
                "https://h/a/../b",
                "*",
                "h:99999",
                "a b",
                "file:///a",
                "://h"
            })
    void otherTextIsNotATarget(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> CredentialTarget.parse(text));
    }

    @Test
    void refusedTargetDoesNotShowASecret() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CredentialTarget.parse("https://user:hunter2@mirror.example/?key=hunter2"))
                .withMessageNotContaining("hunter2");
    }
}
