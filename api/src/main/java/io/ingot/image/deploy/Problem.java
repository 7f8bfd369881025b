// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.deploy;

import io.ingot.image.ErrorCode;
import java.util.Objects;

/**
 * Something that keeps a deployment from being prepared: missing, contradictory, or not to be had.
 *
 * @param field the field of {@code instance_info} to set or to change
 * @param code INVALID_METADATA for what is missing or contradictory; else what asking for the image failed with
 * @param message what is wrong, with which value, and what to do; without secrets
 * @param example a value that the field could have
 */
public record Problem(String field, ErrorCode code, String message, String example) {
    /** Nothing may be null. */
    public Problem {
        Objects.requireNonNull(field);
        Objects.requireNonNull(code);
        Objects.requireNonNull(message);
        Objects.requireNonNull(example);
    }
}
