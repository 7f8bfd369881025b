// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.home;

import io.ingot.common.command.CommandError;
import io.ingot.common.command.CommandFailure;
import io.ingot.common.text.JsonText;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import org.jspecify.annotations.Nullable;

/** Why the launcher gave up before, or instead of, the command itself. */
public final class LaunchFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final transient CommandFailure report;

    /**
     * A failure without a cause of its own.
     *
     * @param code decides the exit status
     * @param message what was wrong, with which value, and what to do; holds no secret
     */
    public LaunchFailure(ErrorCode code, String message) {
        this(code, message, null);
    }

    /** As {@link #LaunchFailure(ErrorCode, String)}, with what it was caused by. */
    public LaunchFailure(ErrorCode code, String message, @Nullable Throwable cause) {
        this(CommandFailure.of(new ImageException(code, message)), cause);
    }

    private LaunchFailure(CommandFailure report, @Nullable Throwable cause) {
        super(report.message(), cause);
        this.report = report;
    }

    /** A command line that is wrong. */
    public static LaunchFailure usage(String message) {
        return new LaunchFailure(CommandFailure.usage(message), null);
    }

    /** As {@link #usage(String)}, with what it was caused by. */
    public static LaunchFailure usage(String message, Throwable cause) {
        return new LaunchFailure(CommandFailure.usage(message), cause);
    }

    /** What it is, with its exit status. */
    public CommandError error() {
        return report.error();
    }

    /** The failure as the JSON of every command has it. */
    public String json() {
        return JsonText.of(report.json());
    }
}
