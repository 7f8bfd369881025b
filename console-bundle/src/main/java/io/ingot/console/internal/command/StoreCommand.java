// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.CommandResult;
import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.image.ImageException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code store}, with the subcommands that manage the image store. */
public final class StoreCommand implements Command {
    private final List<Command> subcommands = List.of(
            new StoreListCommand(),
            new StoreVerifyCommand(),
            new StoreGcCommand(),
            new StoreWhyCommand(),
            new StoreRemoveCommand());
    private final Map<String, Command> byName = subcommands.stream()
            .collect(Collectors.toMap(subcommand -> subcommand.spec().name(), Function.identity()));

    @Override
    public CommandSpec spec() {
        CommandSpec spec = OptionDeclarations.command("store", "Manages the image store, which holds each image once.");
        subcommands.stream()
                .map(Command::spec)
                .forEach(subcommand -> spec.addSubcommand(subcommand.name(), subcommand));
        return spec;
    }

    @Override
    public CommandResult run(ParsedArguments arguments, CommandContext context) throws ImageException {
        Command subcommand = byName.get(arguments.command());
        if (subcommand == null) {
            throw new IllegalStateException("unknown subcommand of store: " + arguments.command());
        }
        return subcommand.run(arguments, context);
    }
}
