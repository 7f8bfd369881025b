// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.Outcome;
import io.ingot.console.internal.syntax.Arguments;
import io.ingot.console.internal.syntax.Declare;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** {@code generate-completion}: a script for bash and zsh. Not in the help: packages call it, users do not. */
public final class CompletionCommand implements Command {
    private final Supplier<String> script;

    /** A command that prints a script. */
    public CompletionCommand(Supplier<String> script) {
        this.script = script;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Declare.command("generate-completion", "Prints a completion script for bash and zsh.");
        spec.usageMessage().hidden(true);
        return spec;
    }

    @Override
    public Outcome run(Arguments arguments, Workplace workplace) {
        String text = script.get();
        return Outcome.of(Map.of("script", text), text.lines().toList());
    }
}
