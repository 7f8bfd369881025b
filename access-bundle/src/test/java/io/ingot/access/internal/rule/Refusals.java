// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.rule;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Assertions for tests of rules. */
final class Refusals {
    private Refusals() {}

    /** Checks the code of a refusal, and starts assertions about its message. */
    static AbstractStringAssert<?> assertRefused(ThrowingCallable check) {
        return assertThat(assertThatFailure(check)
                .hasCode(ErrorCode.REFUSED_BY_POLICY)
                .failure()
                .getMessage());
    }

    static ImageReference reference(String text) {
        try {
            return ImageReference.parse(text);
        } catch (ImageException e) {
            throw new AssertionError(e);
        }
    }
}
