// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.deploy;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that keeps a deployment from being prepared: missing, contradictory, or not to be had.
 *
 * @param field the field of {@code instance_info} to set or to change; a part of one as {@code image_properties.kernel_id}
 * @param code INVALID_METADATA for what is missing or contradictory; else what asking for the image failed with
 * @param message what is wrong, with which value, and what to do; without secrets
 * @param example a value that the field could have
 * @param retryable whether it may pass with nothing changed
 * @param retryAfter the pause that a server asked for before another try
 * @param service the image service that failed, as {@link ImageException#service}; absent if none took part
 */
public record Problem(
        String field,
        ErrorCode code,
        String message,
        String example,
        boolean retryable,
        Optional<Duration> retryAfter,
        Optional<String> service) {
    /** Nothing may be null; one that may pass is of a code that may, or has a pause. */
    public Problem {
        Objects.requireNonNull(field);
        Objects.requireNonNull(code);
        Objects.requireNonNull(message);
        Objects.requireNonNull(example);
        Objects.requireNonNull(retryAfter);
        Objects.requireNonNull(service);
        if (retryable && !code.retryable() && retryAfter.isEmpty()) {
            throw new IllegalArgumentException(code + " does not pass by itself");
        }
    }

    /** A problem that is as {@linkplain ErrorCode#retryable() retryable} as its code. */
    public Problem(String field, ErrorCode code, String message, String example) {
        this(field, code, message, example, code.retryable(), Optional.empty(), Optional.empty());
    }

    /** A problem that is the failure of a request for an image. */
    public static Problem of(String field, ImageException failure, String example) {
        return new Problem(
                field,
                failure.code(),
                failure.getMessage(),
                example,
                failure.retryable(),
                failure.retryAfter(),
                failure.service());
    }
}
