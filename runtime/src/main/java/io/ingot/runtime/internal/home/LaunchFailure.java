// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.home;

import io.ingot.common.command.CommandError;
import io.ingot.common.command.CommandFailure;
import io.ingot.common.text.JsonText;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import org.jspecify.annotations.Nullable;

/** Thrown if the launcher fails before, or instead of, the command. */
public final class LaunchFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final transient CommandFailure report;

    /**
     * Creates a failure without a cause.
     *
     * @param code determines the exit status
     * @param message subject, fact and remedy, without secrets
     */
    public LaunchFailure(ErrorCode code, String message) {
        this(code, message, null);
    }

    /** Creates a failure with a cause. */
    public LaunchFailure(ErrorCode code, String message, @Nullable Throwable cause) {
        this(CommandFailure.of(new ImageException(code, message)), cause);
    }

    private LaunchFailure(CommandFailure report, @Nullable Throwable cause) {
        super(report.message(), cause);
        this.report = report;
    }

    /** Creates the failure of an invalid command line. */
    public static LaunchFailure usage(String message) {
        return new LaunchFailure(CommandFailure.usage(message), null);
    }

    /** Creates the failure of an invalid command line, with a cause. */
    public static LaunchFailure usage(String message, Throwable cause) {
        return new LaunchFailure(CommandFailure.usage(message), cause);
    }

    /** Returns the error, with its exit status. */
    public CommandError error() {
        return report.error();
    }

    /** Returns the failure in the JSON of every command. */
    public String json() {
        return JsonText.of(report.json());
    }
}
