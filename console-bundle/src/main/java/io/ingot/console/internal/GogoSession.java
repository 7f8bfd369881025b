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

/** One command in a session of a Gogo shell, which Felix and Karaf have. */
final class GogoSession {
    /** The session variable in which Karaf keeps the name of the logged-in user. */
    static final String LOGIN = "USER";
    /** The session variable in which Karaf keeps its own session object. */
    private static final String KARAF_SESSION = ".session";
    /**
     * The session variable in which Karaf keeps the terminal. Sessions of scripts and of {@code ssh HOST COMMAND} have
     * none.
     */
    private static final String JLINE_TERMINAL = ".jline.terminal";

    private final CommandSession session;
    private final @Nullable Process process;
    private final boolean json;
    private @Nullable FailureText failure;

    /** Creates the session of one command; {@code process} is null outside a pipe. */
    GogoSession(CommandSession session, @Nullable Process process, boolean json) {
        this.session = session;
        this.process = process;
        this.json = json;
    }

    /** Whether a session reads the standard input of this process. */
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
                CommandUser.loginName(session.get(LOGIN)),
                () -> isOfThisProcess(session) && isInForeground());
    }

    /**
     * Ends the command. In Felix, the status becomes that of the pipe, which {@code &&} and {@code ||} test; Karaf
     * reports a message and a status only for an exception.
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

    /**
     * Whether Karaf prints the failure. JSON that is redirected to a file or another command is printed there instead.
     */
    private boolean isThrown(FailureText text) {
        return isKaraf() && (!text.isResult() || isConsole(1));
    }

    private boolean isKaraf() {
        Object view = session.get(KARAF_SESSION);
        return view != null && view.getClass().getName().startsWith("org.apache.karaf.");
    }

    /**
     * Returns the streams of the pipe, which may lead to a file or another command; outside a pipe, those of the
     * session.
     */
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
     * Returns the streams to use in Karaf. What is written to the streams of a pipe reaches Karaf's clients after the
     * command has ended, or never, and its terminals need other line ends; the session's console has neither defect.
     */
    private Terminal ofKaraf(Process pipe) {
        boolean interactive = session.get(JLINE_TERMINAL) != null;
        PrintStream console = new SessionConsole(session.getConsole(), pipe.job());
        PrintStream out = isConsole(1) ? console : pipe.out();
        PrintStream err = isConsole(2) && (interactive || !json) ? console : pipe.err();
        boolean hasColours = interactive && !String.valueOf(session.get("TERM")).startsWith("dumb");
        boolean live = hasColours && isConsole(2) && isInForeground();
        Object noColour = Optional.ofNullable(session.get("NO_COLOR")).orElse(System.getenv("NO_COLOR"));
        return new Terminal(
                out,
                err,
                Palette.of(hasColours && isConsole(1), noColour),
                Palette.of(hasColours && isConsole(2), noColour),
                live,
                () -> TerminalWidth.parse(session.get("COLUMNS")).orElse(TerminalWidth.DEFAULT));
    }

    /** Whether a descriptor of the pipe is that of the session's console. */
    private boolean isConsole(int descriptor) {
        return process == null || process.isTty(descriptor);
    }

    private boolean isInForeground() {
        return process == null || process.job().status() == Job.Status.Foreground;
    }

    /** Returns the input from a pipe or a file; absent for typed input, which the shell reads. */
    private Optional<InputStream> input() {
        return Optional.ofNullable(process).filter(running -> !running.isTty(0)).map(Process::in);
    }

    private Path folder() {
        Path folder = session.currentDir();
        return (folder == null ? Path.of("") : folder).toAbsolutePath();
    }
}
