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

/** {@code store}: the commands that look after the image store. */
public final class StoreCommand implements Command {
    private final List<Command> parts = List.of(
            new StoreListCommand(),
            new StoreVerifyCommand(),
            new StoreGcCommand(),
            new StoreWhyCommand(),
            new StoreRemoveCommand());
    private final Map<String, Command> byName =
            parts.stream().collect(Collectors.toMap(part -> part.spec().name(), Function.identity()));

    @Override
    public CommandSpec spec() {
        CommandSpec spec =
                OptionDeclarations.command("store", "Looks after the image store, in which each content is held once.");
        parts.stream().map(Command::spec).forEach(part -> spec.addSubcommand(part.name(), part));
        return spec;
    }

    @Override
    public CommandResult run(ParsedArguments arguments, CommandContext workplace) throws ImageException {
        Command part = byName.get(arguments.command());
        if (part == null) {
            throw new IllegalStateException("no command of the store is called " + arguments.command());
        }
        return part.run(arguments, workplace);
    }
}
