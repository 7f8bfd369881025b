// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** Assertions about an {@link ImageException}: {@code assertThatFailure(() -> show(image)).hasCode(NOT_FOUND)}. */
public final class ImageFailureAssert extends AbstractThrowableAssert<ImageFailureAssert, ImageException> {
    private ImageFailureAssert(ImageException failure) {
        super(failure, ImageFailureAssert.class);
    }

    /** Runs work that must fail with an {@link ImageException}, and starts assertions about that. */
    public static ImageFailureAssert assertThatFailure(ThrowingCallable work) {
        Throwable thrown = Assertions.catchThrowable(work);
        if (thrown instanceof ImageException failure) {
            return new ImageFailureAssert(failure);
        }
        throw new AssertionError("expected an ImageException, got " + (thrown == null ? "none" : thrown), thrown);
    }

    /** Starts assertions about a failure; fails if it is null. */
    public static ImageFailureAssert assertThatFailure(@Nullable ImageException failure) {
        if (failure == null) {
            throw new AssertionError("expected an ImageException, got none");
        }
        return new ImageFailureAssert(failure);
    }

    /** Checks the code. The message of a failed assertion contains the failure. */
    public ImageFailureAssert hasCode(ErrorCode code) {
        if (actual.code() != code) {
            throw new AssertionError("expected code " + code + ", was " + actual.code() + ": " + actual, actual);
        }
        return this;
    }

    /** Checks that the failure is a version change. */
    public ImageFailureAssert isVersionChange() {
        Assertions.assertThat(actual.isVersionChange())
                .as("version change: %s", actual)
                .isTrue();
        return this;
    }

    /** Checks that another attempt may succeed. */
    public ImageFailureAssert isRetryable() {
        Assertions.assertThat(actual.retryable()).as("retryable: %s", actual).isTrue();
        return this;
    }

    /** Checks that another attempt would fail as well. */
    public ImageFailureAssert isNotRetryable() {
        Assertions.assertThat(actual.retryable()).as("retryable: %s", actual).isFalse();
        return this;
    }

    /** Checks the pause that the server requested. */
    public ImageFailureAssert hasRetryAfter(Duration pause) {
        Assertions.assertThat(actual.retryAfter()).as("retry after: %s", actual).isEqualTo(Optional.of(pause));
        return this;
    }

    /** The failure. */
    public ImageException failure() {
        return actual;
    }
}
