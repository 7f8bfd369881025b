// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.CommandResult;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.image.ImageException;
import picocli.CommandLine.Model.CommandSpec;

/** A command. Safe for concurrent use: the state of one run is in its {@link CommandContext}. */
public interface Command {
    /** Returns a new declaration of the command's options and operands, without the common options. */
    CommandSpec spec();

    /**
     * Runs the command.
     *
     * @throws ImageException if the command fails; its message is printed as it is
     */
    CommandResult run(ParsedArguments arguments, CommandContext context) throws ImageException;

    /** Whether the command is cancelled when the console stops. */
    default boolean isCancelledWithConsole() {
        return true;
    }
}
