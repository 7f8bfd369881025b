// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

/** Prints how a command ended. */
public interface Output {
    /** Prints a result with the failure that it means, if it does; nothing if the command printed it itself. */
    void result(Outcome outcome);

    /** Prints a failure. */
    void failure(FailureReport failure);

    /** The form that was asked for. */
    static Output of(Terminal terminal, boolean json, Verbosity verbosity) {
        return json ? new JsonOutput(terminal.out()) : new TextOutput(terminal, verbosity);
    }
}
