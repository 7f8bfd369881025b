// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.CommandResult;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.image.ImageException;
import picocli.CommandLine.Model.CommandSpec;

/** One thing that can be asked for. Safe for concurrent use: what belongs to one run is in the workplace. */
public interface Command {
    /** A new description of its options and operands, those of every command left out. */
    CommandSpec spec();

    /**
     * Does it.
     *
     * @throws ImageException what went wrong; its message is shown as it is
     */
    CommandResult run(ParsedArguments arguments, CommandContext workplace) throws ImageException;

    /** Whether it is cancelled when the console stops. */
    default boolean endsWithConsole() {
        return true;
    }
}
