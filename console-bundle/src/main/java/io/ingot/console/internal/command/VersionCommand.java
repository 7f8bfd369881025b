// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.CommandResult;
import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code version}, the same as {@code --version}. */
public final class VersionCommand implements Command {
    private final CommandResult version;

    /** Creates a command that prints this version. */
    public VersionCommand(CommandResult version) {
        this.version = version;
    }

    @Override
    public CommandSpec spec() {
        return OptionDeclarations.command("version", "Prints the version of Ingot and of Java.");
    }

    @Override
    public CommandResult run(ParsedArguments arguments, CommandContext context) {
        return version;
    }
}
