// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import io.ingot.console.internal.output.FailureText;
import io.ingot.console.internal.output.Palette;
import io.ingot.console.internal.output.Terminal;
import io.ingot.console.internal.output.TerminalWidth;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Job;
import org.apache.felix.service.command.Process;
import org.jspecify.annotations.Nullable;

/** One command in the session of a Gogo shell, as Felix and Karaf have it. */
final class GogoSession {
    /** The variable in which Karaf keeps the name of who has logged in. */
    static final String LOGIN = "USER";
    /** The variable in which Karaf keeps its own view of the session. */
    private static final String KARAF_SESSION = ".session";
    /** The variable in which Karaf keeps the terminal of a session that has one: neither that of a script, nor of {@code ssh HOST COMMAND}. */
    private static final String JLINE_TERMINAL = ".jline.terminal";

    private final CommandSession session;
    private final @Nullable Process process;
    private final boolean json;
    private @Nullable FailureText failure;

    /** {@code process} is absent outside any pipe. */
    GogoSession(CommandSession session, @Nullable Process process, boolean json) {
        this.session = session;
        this.process = process;
        this.json = json;
    }

    /** Whether a session reads what is typed into this process. */
    static boolean isOfThisProcess(CommandSession session) {
        try {
            return session.getKeyboard() instanceof FileInputStream keyboard && keyboard.getFD() == FileDescriptor.in;
        } catch (IOException e) {
            return false;
        }
    }

    CommandUser caller() {
        Terminal terminal = terminal();
        return new CommandUser(
                terminal,
                text -> {
                    failure = text;
                    if (!isThrown(text)) {
                        text.print(terminal);
                    }
                },
                input(),
                folder(),
                CommandUser.user(session.get(LOGIN)),
                () -> isOfThisProcess(session) && isInForeground());
    }

    /**
     * Ends the command. In Felix its status becomes that of the pipe, which {@code &&} and {@code ||} look at; Karaf has a
     * message and a status for what is thrown alone.
     *
     * @throws CommandException in Karaf, if the status is not 0
     */
    void end(int status) throws CommandException {
        if (status == 0) {
            return;
        }
        if (isKaraf()) {
            throw new CommandException(
                    failure == null ? "ingot: the command failed with the status " + status : failure.text());
        }
        if (process != null) {
            process.error(status);
        }
    }

    /** JSON that goes to a file or another command is printed there; all else is for Karaf to print. */
    private boolean isThrown(FailureText text) {
        return isKaraf() && (!text.isResult() || isConsole(1));
    }

    private boolean isKaraf() {
        Object view = session.get(KARAF_SESSION);
        return view != null && view.getClass().getName().startsWith("org.apache.karaf.");
    }

    /** The streams of the pipe, which may lead to a file or another command; those of the session outside any pipe. */
    private Terminal terminal() {
        if (process == null) {
            return Terminal.plain(session.getConsole(), session.getConsole());
        }
        if (isKaraf()) {
            return ofKaraf(process);
        }
        return isOfThisProcess(session)
                ? Terminal.ofProcess(process.out(), process.err(), isConsole(1), isConsole(2) && isInForeground())
                : Terminal.plain(process.out(), process.err());
    }

    /**
     * The streams of a pipe in Karaf reach its clients when the command has ended, or never; and its terminals have line ends
     * of their own. The session's console has neither fault.
     */
    private Terminal ofKaraf(Process pipe) {
        boolean interactive = session.get(JLINE_TERMINAL) != null;
        PrintStream console = new SessionConsole(session.getConsole(), pipe.job());
        PrintStream out = isConsole(1) ? console : pipe.out();
        PrintStream err = isConsole(2) && (interactive || !json) ? console : pipe.err();
        boolean able = interactive && !String.valueOf(session.get("TERM")).startsWith("dumb");
        boolean live = able && isConsole(2) && isInForeground();
        Object noColour = Optional.ofNullable(session.get("NO_COLOR")).orElse(System.getenv("NO_COLOR"));
        return new Terminal(
                out,
                err,
                Palette.of(able && isConsole(1), noColour),
                Palette.of(able && isConsole(2), noColour),
                live,
                () -> TerminalWidth.parse(session.get("COLUMNS")).orElse(TerminalWidth.DEFAULT));
    }

    /** Whether a descriptor of the pipe leads to the session's own. */
    private boolean isConsole(int descriptor) {
        return process == null || process.isTty(descriptor);
    }

    private boolean isInForeground() {
        return process == null || process.job().status() == Job.Status.Foreground;
    }

    /** That of a pipe or a file; what is typed is the shell's. */
    private Optional<InputStream> input() {
        return Optional.ofNullable(process).filter(running -> !running.isTty(0)).map(Process::in);
    }

    private Path folder() {
        Path folder = session.currentDir();
        return (folder == null ? Path.of("") : folder).toAbsolutePath();
    }
}
