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
import io.ingot.console.internal.output.Terminal;
import io.ingot.console.internal.syntax.Syntax;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Process;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The commands of a Gogo shell, as Felix and Karaf have it. The arguments are texts: for them Gogo prefers the words as
 * they were typed to the numbers it reads into them. A failure is printed and becomes the status of the pipe, which
 * {@code &&} and {@code ||} look at; thrown, it would be printed a second time, with a class name or a trace.
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
    /** The variable in which Karaf keeps the name of who has logged in. */
    static final String LOGIN = "USER";

    private final Console console;

    /** Ready at once. */
    @Activate
    public GogoCommands(@Reference Console console) {
        this.console = console;
    }

    /** See {@link SchemesCommand}. */
    @Descriptor("List the image schemes that can be resolved now")
    public void schemes(CommandSession session, String[] arguments) {
        run(new SchemesCommand(), session, arguments);
    }

    /** See {@link ValidateCommand}. */
    @Descriptor("Say whether an image reference is usable; --help tells more")
    public void validate(CommandSession session, String[] arguments) {
        run(new ValidateCommand(), session, arguments);
    }

    /** See {@link ShowCommand}. */
    @Descriptor("Print what the image service knows of an image; --help tells more")
    public void show(CommandSession session, String[] arguments) {
        run(new ShowCommand(), session, arguments);
    }

    /** See {@link FetchCommand}. */
    @Descriptor("Put an image at a destination, verified; --help tells more")
    public void fetch(CommandSession session, String[] arguments) {
        run(new FetchCommand(), session, arguments);
    }

    /** See {@link FetchesCommand}. */
    @Descriptor("List the fetches that are under way")
    public void fetches(CommandSession session, String[] arguments) {
        run(new FetchesCommand(), session, arguments);
    }

    /** See {@link PlanCommand}. */
    @Descriptor("Say what a deployment needs, and what is missing; --help tells more")
    public void plan(CommandSession session, String[] arguments) {
        run(new PlanCommand(), session, arguments);
    }

    /** See {@link PrepareCommand}. */
    @Descriptor("Fetch all that a deployment needs into a node's folder; --help tells more")
    public void prepare(CommandSession session, String[] arguments) {
        run(new PrepareCommand(), session, arguments);
    }

    /** See {@link StoreCommand}. */
    @Descriptor("Look after the image store: list, verify, gc, why, remove; --help tells more")
    public void store(CommandSession session, String[] arguments) {
        run(new StoreCommand(), session, arguments);
    }

    private void run(Command command, CommandSession session, String[] arguments) {
        Syntax syntax = Syntax.ofShell(SCOPE, command.spec());
        @Nullable Process process = Process.Utils.current();
        Caller caller = Caller.ofShell(terminal(session, process), input(process), folder(session), session.get(LOGIN));
        int status = new CommandRun(console, syntax, Map.of(syntax.name(), command), caller)
                .run(Arrays.stream(arguments).map(String::valueOf).toList());
        if (process != null && status != 0) {
            process.error(status);
        }
    }

    /** The streams of the pipe, which may lead to a file or another command; those of the session outside any pipe. */
    private static Terminal terminal(CommandSession session, @Nullable Process process) {
        return process == null
                ? Terminal.plain(session.getConsole(), session.getConsole())
                : Terminal.plain(process.out(), process.err());
    }

    /** That of a pipe or a file; what is typed is the shell's. */
    private static Optional<InputStream> input(@Nullable Process process) {
        return Optional.ofNullable(process).filter(running -> !running.isTty(0)).map(Process::in);
    }

    private static Path folder(CommandSession session) {
        Path folder = session.currentDir();
        return (folder == null ? Path.of("") : folder).toAbsolutePath();
    }
}
