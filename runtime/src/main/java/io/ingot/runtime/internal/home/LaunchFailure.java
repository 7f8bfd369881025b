// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.home;

import io.ingot.common.text.JsonText;
import io.ingot.image.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Why the launcher gave up before, or instead of, the command itself. */
public final class LaunchFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final ErrorCode code;

    /**
     * A failure without a cause of its own.
     *
     * @param code decides the exit status
     * @param message what was wrong, with which value, and what to do; holds no secret
     */
    public LaunchFailure(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    /** As {@link #LaunchFailure(ErrorCode, String)}, with what it was caused by. */
    public LaunchFailure(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    /** The failure as the command's JSON has it. */
    public String json() {
        return "{\"error\":{\"code\":" + JsonText.of(code.name()) + ",\"message\":"
                + JsonText.of(String.valueOf(getMessage())) + ",\"retryable\":" + code.retryable()
                + ",\"details\":[]}}";
    }
}
