// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.deploy;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A problem that prevents the preparation of a deployment: a value is missing or contradictory, or an image is not
 * available.
 *
 * @param field the field of {@code instance_info} to set or to change; a part of a field as {@code
 *     image_properties.kernel_id}
 * @param code INVALID_METADATA for a missing or contradictory value; otherwise the code with which the query of the
 *     image failed
 * @param message subject, fact and remedy, for people; without secrets
 * @param example an example of a valid value of the field
 * @param retryable whether a retry may succeed with nothing changed
 * @param retryAfter the pause that a server asked for before a retry
 * @param service the image service that failed, as in {@link ImageException#service}; absent if none was involved
 */
public record Problem(
        String field,
        ErrorCode code,
        String message,
        String example,
        boolean retryable,
        Optional<Duration> retryAfter,
        Optional<String> service) {
    /** Checks that no value is null, and that a retryable problem has a retryable code or a pause. */
    public Problem {
        Objects.requireNonNull(field);
        Objects.requireNonNull(code);
        Objects.requireNonNull(message);
        Objects.requireNonNull(example);
        Objects.requireNonNull(retryAfter);
        Objects.requireNonNull(service);
        if (retryable && !code.retryable() && retryAfter.isEmpty()) {
            throw new IllegalArgumentException(code + " is not retryable");
        }
    }

    /** Creates a problem that is {@linkplain ErrorCode#retryable() retryable} if its code is. */
    public Problem(String field, ErrorCode code, String message, String example) {
        this(field, code, message, example, code.retryable(), Optional.empty(), Optional.empty());
    }

    /** Returns a problem for a failed query of an image. */
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
