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
 * The commands of a Gogo shell, as Felix and Karaf have it. The arguments are texts: for them Gogo prefers the words as
 * they were typed to the numbers it reads into them.
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

    /** Ready at once. */
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
    @Descriptor("Say whether an image reference is usable; --help tells more")
    public void validate(CommandSession session, String[] arguments) throws CommandException {
        run(new ValidateCommand(), session, arguments);
    }

    /** See {@link ShowCommand}. */
    @Descriptor("Print what the image service knows of an image; --help tells more")
    public void show(CommandSession session, String[] arguments) throws CommandException {
        run(new ShowCommand(), session, arguments);
    }

    /** See {@link FetchCommand}. */
    @Descriptor("Put an image at a destination, verified; --help tells more")
    public void fetch(CommandSession session, String[] arguments) throws CommandException {
        run(new FetchCommand(), session, arguments);
    }

    /** See {@link FetchesCommand}. */
    @Descriptor("List the fetches that are under way")
    public void fetches(CommandSession session, String[] arguments) throws CommandException {
        run(new FetchesCommand(), session, arguments);
    }

    /** See {@link PlanCommand}. */
    @Descriptor("Say what a deployment needs, and what is missing; --help tells more")
    public void plan(CommandSession session, String[] arguments) throws CommandException {
        run(new PlanCommand(), session, arguments);
    }

    /** See {@link PrepareCommand}. */
    @Descriptor("Fetch all that a deployment needs into a node's folder; --help tells more")
    public void prepare(CommandSession session, String[] arguments) throws CommandException {
        run(new PrepareCommand(), session, arguments);
    }

    /** See {@link StoreCommand}. */
    @Descriptor("Look after the image store: list, verify, gc, why, remove; --help tells more")
    public void store(CommandSession session, String[] arguments) throws CommandException {
        run(new StoreCommand(), session, arguments);
    }

    private void run(Command command, CommandSession session, String[] words) throws CommandException {
        CommandSyntax syntax = CommandSyntax.ofShell(SCOPE, command.spec());
        List<String> argv = Arrays.stream(words).map(String::valueOf).toList();
        GogoSession shell = new GogoSession(session, Process.Utils.current(), CommonOptions.asksForJson(argv));
        Thread thread = Thread.currentThread();
        String typed = thread.getName(); // Gogo names it after the whole line, secrets included, and logs show the name
        thread.setName(syntax.name());
        try {
            shell.end(new CommandRun(console, syntax, Map.of(syntax.name(), command), shell.caller()).run(argv));
        } finally {
            thread.setName(typed);
        }
    }
}
