// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A failure as the outside sees it. */
public final class FailureReport {
    private final ImageException failure;
    private final ErrorCode code;
    private final Optional<String> reference;

    private FailureReport(ImageException failure, Optional<String> reference) {
        this.failure = failure;
        this.code = outward(failure.code());
        this.reference = reference;
    }

    /**
     * Reports a failure.
     *
     * @param reference what it was about, without secrets; absent if no reference could be read
     */
    public static FailureReport of(ImageException failure, Optional<String> reference) {
        return new FailureReport(failure, reference);
    }

    /** The exit status of a process that ends with it. */
    public int status() {
        return code.exitStatus();
    }

    String message() {
        return failure.getMessage();
    }

    List<String> details() {
        return failure.details();
    }

    Map<String, Object> json() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code.name());
        error.put("message", failure.getMessage());
        reference.ifPresent(text -> error.put("reference", text));
        error.put("retryable", failure.retryable());
        failure.retryAfter().ifPresent(pause -> error.put("retryAfterSeconds", WholeSeconds.of(pause)));
        error.put("details", failure.details());
        return Map.of("error", error);
    }

    /** The two that are between the door and the engine are no business of a caller. */
    private static ErrorCode outward(ErrorCode code) {
        return code == ErrorCode.CHANGED || code == ErrorCode.UNAVAILABLE ? ErrorCode.TRANSFER_FAILED : code;
    }
}
