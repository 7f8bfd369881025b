// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import io.ingot.common.command.CommandFailure;
import java.util.function.Consumer;

/** Prints how a command ended. */
public interface Output {
    /** Prints a result with the failure that it means, if it does; nothing if the command printed it itself. */
    void result(CommandResult outcome);

    /** Tells a failure. */
    void failure(CommandFailure failure);

    /**
     * The form that was asked for.
     *
     * @param failures prints the text of a failure, or leaves that to the shell
     */
    static Output of(Terminal terminal, boolean json, Verbosity verbosity, Consumer<FailureText> failures) {
        return json ? new JsonOutput(terminal.out(), failures) : new TextOutput(terminal, verbosity, failures);
    }
}
