// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import io.ingot.common.command.CommandFailure;
import java.util.function.Consumer;

/** Prints the result or failure of a command. */
public interface Output {
    /** Prints a result, with its failure if it has one; nothing if the command has printed it already. */
    void result(CommandResult result);

    /** Prints a failure. */
    void failure(CommandFailure failure);

    /**
     * Returns an output in the requested form.
     *
     * @param failures prints the text of a failure, or passes it to the shell
     */
    static Output of(Terminal terminal, boolean json, Verbosity verbosity, Consumer<FailureText> failures) {
        return json ? new JsonOutput(terminal.out(), failures) : new TextOutput(terminal, verbosity, failures);
    }
}
