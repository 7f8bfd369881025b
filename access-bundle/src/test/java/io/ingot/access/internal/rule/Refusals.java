// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What all tests of rules ask. */
final class Refusals {
    private Refusals() {}

    /** Checks the code and goes on with the message. */
    static AbstractStringAssert<?> assertRefused(ThrowingCallable question) {
        ImageException refusal = catchThrowableOfType(ImageException.class, question);
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.REFUSED_BY_POLICY);
        return assertThat(refusal.getMessage());
    }

    static ImageReference reference(String text) {
        try {
            return ImageReference.parse(text);
        } catch (ImageException e) {
            throw new AssertionError(e);
        }
    }
}
