// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import org.junit.jupiter.api.Test;

class ImageFailureAssertTest {
    private final ImageException gone = new ImageException(ErrorCode.NOT_FOUND, "the image is gone");

    @Test
    void expectedFailurePasses() {
        assertThat(assertThatFailure(this::fail)
                        .hasCode(ErrorCode.NOT_FOUND)
                        .isNotRetryable()
                        .hasMessage("the image is gone")
                        .failure())
                .isSameAs(gone);
    }

    @Test
    void workWithoutFailureFailsTheAssertion() {
        assertThatThrownBy(() -> assertThatFailure(() -> {})).isInstanceOf(AssertionError.class);
    }

    @Test
    void otherExceptionFailsTheAssertionAsItsCause() {
        IllegalStateException other = new IllegalStateException("other");

        assertThatThrownBy(() -> assertThatFailure(() -> {
                    throw other;
                }))
                .isInstanceOf(AssertionError.class)
                .hasCause(other);
    }

    @Test
    void otherCodeFailsTheAssertionWithTheMessage() {
        assertThatThrownBy(() -> assertThatFailure(this::fail).hasCode(ErrorCode.CANCELLED))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("CANCELLED", "NOT_FOUND", "the image is gone");
    }

    @Test
    void versionChangeDiffersFromOtherFailures() {
        assertThatFailure(ImageException.versionChange("another version")).isVersionChange();
        assertThatThrownBy(() -> assertThatFailure(this::fail).isVersionChange())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the image is gone");
    }

    @Test
    void retryableFailureDiffersFromOthers() {
        assertThatThrownBy(() -> assertThatFailure(this::fail).isRetryable())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the image is gone");
    }

    private void fail() throws ImageException {
        throw gone;
    }
}
