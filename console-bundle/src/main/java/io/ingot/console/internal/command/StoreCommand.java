// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.CommandResult;
import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.image.ImageException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code store}, with the subcommands that manage the image store. */
public final class StoreCommand implements Command {
    private final Map<String, Command> subcommands = new LinkedHashMap<>();

    public StoreCommand() {
        subcommands.put("list", new StoreListCommand());
        subcommands.put("verify", new StoreVerifyCommand());
        subcommands.put("gc", new StoreGcCommand());
        subcommands.put("why", new StoreWhyCommand());
        subcommands.put("remove", new StoreRemoveCommand());
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = OptionDeclarations.command("store", "Manages the image store, which holds each image once.");
        subcommands.forEach((name, subcommand) -> spec.addSubcommand(name, subcommand.spec()));
        return spec;
    }

    @Override
    public CommandResult run(ParsedArguments arguments, CommandContext context) throws ImageException {
        Command subcommand = subcommands.get(arguments.command());
        if (subcommand == null) {
            throw new IllegalStateException("unknown subcommand of store: " + arguments.command());
        }
        return subcommand.run(arguments, context);
    }
}
