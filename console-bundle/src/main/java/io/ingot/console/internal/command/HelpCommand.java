// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.CommandResult;
import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.console.internal.syntax.UsageException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code help [COMMAND]}, the same as {@code COMMAND --help}. */
public final class HelpCommand implements Command {
    private final Texts texts;

    /** The help texts by command. */
    public interface Texts {
        /**
         * Returns the help of a command.
         *
         * @param command the names of the command and its parents, the outermost first; empty for the general help
         * @throws UsageException if there is no such command
         */
        String of(List<String> command);
    }

    /** Creates a command that prints these texts. */
    public HelpCommand(Texts texts) {
        this.texts = texts;
    }

    @Override
    public CommandSpec spec() {
        return OptionDeclarations.command("help", "Prints the help of a command, or the general help.")
                .addPositional(OptionDeclarations.operands("COMMAND", "The command, such as fetch or store why."));
    }

    @Override
    public CommandResult run(ParsedArguments arguments, CommandContext context) {
        String text = texts.of(arguments.operands());
        return CommandResult.of(Map.of("help", text), text.lines().toList());
    }
}
