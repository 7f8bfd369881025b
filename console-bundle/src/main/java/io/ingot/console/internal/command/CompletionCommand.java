// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.CommandResult;
import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The command {@code generate-completion}, which prints a script for bash and zsh. Hidden in the help, since packages
 * call it and users do not.
 */
public final class CompletionCommand implements Command {
    private final Supplier<String> script;

    /** Creates a command that prints a script. */
    public CompletionCommand(Supplier<String> script) {
        this.script = script;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec =
                OptionDeclarations.command("generate-completion", "Prints a completion script for bash and zsh.");
        spec.usageMessage().hidden(true);
        return spec;
    }

    @Override
    public CommandResult run(ParsedArguments arguments, CommandContext context) {
        String text = script.get();
        return CommandResult.of(Map.of("script", text), text.lines().toList());
    }
}
