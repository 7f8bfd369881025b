// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import io.ingot.console.internal.command.Command;
import io.ingot.console.internal.command.FetchCommand;
import io.ingot.console.internal.command.FetchesCommand;
import io.ingot.console.internal.command.PlanCommand;
import io.ingot.console.internal.command.PrepareCommand;
import io.ingot.console.internal.command.SchemesCommand;
import io.ingot.console.internal.command.ShowCommand;
import io.ingot.console.internal.command.StoreCommand;
import io.ingot.console.internal.command.ValidateCommand;
import io.ingot.console.internal.syntax.CommandSyntax;
import io.ingot.console.internal.syntax.CommonOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Process;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The commands of a Gogo shell, which Felix and Karaf have. Arguments have the type {@code String}, so that Gogo passes
 * them as they were typed instead of converting them to numbers.
 */
@Component(
        service = GogoCommands.class,
        property = {
            "osgi.command.scope=" + GogoCommands.SCOPE,
            "osgi.command.function=schemes",
            "osgi.command.function=validate",
            "osgi.command.function=show",
            "osgi.command.function=fetch",
            "osgi.command.function=fetches",
            "osgi.command.function=plan",
            "osgi.command.function=prepare",
            "osgi.command.function=store"
        })
public final class GogoCommands {
    static final String SCOPE = "ingot";

    private final Console console;

    /** Creates commands that are ready immediately. */
    @Activate
    public GogoCommands(@Reference Console console) {
        this.console = console;
    }

    /** See {@link SchemesCommand}. */
    @Descriptor("List the image schemes that can be resolved now")
    public void schemes(CommandSession session, String[] arguments) throws CommandException {
        run(new SchemesCommand(), session, arguments);
    }

    /** See {@link ValidateCommand}. */
    @Descriptor("Check whether an image reference is usable; see --help")
    public void validate(CommandSession session, String[] arguments) throws CommandException {
        run(new ValidateCommand(), session, arguments);
    }

    /** See {@link ShowCommand}. */
    @Descriptor("Print what the image service knows of an image; see --help")
    public void show(CommandSession session, String[] arguments) throws CommandException {
        run(new ShowCommand(), session, arguments);
    }

    /** See {@link FetchCommand}. */
    @Descriptor("Fetch an image to a destination, and verify it; see --help")
    public void fetch(CommandSession session, String[] arguments) throws CommandException {
        run(new FetchCommand(), session, arguments);
    }

    /** See {@link FetchesCommand}. */
    @Descriptor("List the running fetches")
    public void fetches(CommandSession session, String[] arguments) throws CommandException {
        run(new FetchesCommand(), session, arguments);
    }

    /** See {@link PlanCommand}. */
    @Descriptor("Show what a deployment needs, and what is missing; see --help")
    public void plan(CommandSession session, String[] arguments) throws CommandException {
        run(new PlanCommand(), session, arguments);
    }

    /** See {@link PrepareCommand}. */
    @Descriptor("Fetch the images of a deployment into a node's folder; see --help")
    public void prepare(CommandSession session, String[] arguments) throws CommandException {
        run(new PrepareCommand(), session, arguments);
    }

    /** See {@link StoreCommand}. */
    @Descriptor("Manage the image store: list, verify, gc, why, remove; see --help")
    public void store(CommandSession session, String[] arguments) throws CommandException {
        run(new StoreCommand(), session, arguments);
    }

    private void run(Command command, CommandSession session, String[] arguments) throws CommandException {
        CommandSyntax syntax = CommandSyntax.ofShell(SCOPE, command.spec());
        List<String> argv = Arrays.stream(arguments).map(String::valueOf).toList();
        GogoSession shell = new GogoSession(session, Process.Utils.current(), CommonOptions.isJsonRequested(argv));
        Thread thread = Thread.currentThread();
        String originalName =
                thread.getName(); // Gogo's name is the whole command line, secrets included, and logs contain it
        thread.setName(syntax.name());
        try {
            shell.end(new CommandRun(console, syntax, Map.of(syntax.name(), command), shell.caller()).run(argv));
        } finally {
            thread.setName(originalName);
        }
    }
}
