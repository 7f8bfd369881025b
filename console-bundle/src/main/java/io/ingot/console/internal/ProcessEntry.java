// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import io.ingot.console.internal.command.Command;
import io.ingot.console.internal.command.CompletionCommand;
import io.ingot.console.internal.command.FetchCommand;
import io.ingot.console.internal.command.FetchesCommand;
import io.ingot.console.internal.command.HelpCommand;
import io.ingot.console.internal.command.LauncherCommand;
import io.ingot.console.internal.command.PlanCommand;
import io.ingot.console.internal.command.PrepareCommand;
import io.ingot.console.internal.command.SchemesCommand;
import io.ingot.console.internal.command.ShowCommand;
import io.ingot.console.internal.command.StoreCommand;
import io.ingot.console.internal.command.ValidateCommand;
import io.ingot.console.internal.command.VersionCommand;
import io.ingot.console.internal.output.Terminal;
import io.ingot.console.internal.syntax.CommandSyntax;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntBiFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands of an {@code ingot} process. The launcher finds this service by its property, calls it on the main
 * thread with the arguments and standard output, and exits with the status that it returns. What a library prints to
 * {@link System#out} is not part of the results.
 */
@Component(service = ToIntBiFunction.class, property = "ingot.entry=command")
public final class ProcessEntry implements ToIntBiFunction<String[], PrintStream> {
    private final Console console;

    /** Creates an entry that is ready immediately. */
    @Activate
    public ProcessEntry(@Reference Console console) {
        this.console = console;
    }

    @Override
    public int applyAsInt(String[] argv, PrintStream out) {
        return run(List.of(argv), Terminal.ofProcess(out), System.in);
    }

    int run(List<String> argv, Terminal terminal, InputStream input) {
        Map<String, Command> commands = new LinkedHashMap<>();
        commands.put("schemes", new SchemesCommand());
        commands.put("validate", new ValidateCommand());
        commands.put("show", new ShowCommand());
        commands.put("fetch", new FetchCommand());
        commands.put("fetches", new FetchesCommand());
        commands.put("plan", new PlanCommand());
        commands.put("prepare", new PrepareCommand());
        commands.put("store", new StoreCommand());
        commands.put("run", LauncherCommand.run());
        commands.put("demo", LauncherCommand.demo());
        commands.put("help", new HelpCommand(names -> syntax(commands).help(names)));
        commands.put("version", new VersionCommand(console.environment().versionResult()));
        commands.put(
                "generate-completion",
                new CompletionCommand(() -> syntax(commands).completionScript()));
        return new CommandRun(console, syntax(commands, argv), commands, CommandUser.ofProcess(terminal, input))
                .run(argv);
    }

    /**
     * Returns the syntax of a command line: with the commands that it names, since declaring all of them takes longer
     * than many commands do; or with all commands, which help and errors mention.
     */
    private static CommandSyntax syntax(Map<String, Command> commands, List<String> argv) {
        Map<String, Command> named = new LinkedHashMap<>(commands);
        named.keySet().retainAll(argv);
        CommandSyntax syntax = syntax(named);
        return syntax.suffices(argv) ? syntax : syntax(commands);
    }

    private static CommandSyntax syntax(Map<String, Command> commands) {
        List<CommandSpec> specs = commands.values().stream().map(Command::spec).toList();
        return CommandSyntax.ofProcess(specs);
    }
}
