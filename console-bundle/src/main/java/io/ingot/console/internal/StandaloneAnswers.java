// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import io.ingot.common.command.CommandError;
import io.ingot.console.internal.output.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import org.osgi.framework.Version;

/**
 * The execution of command lines that need no framework: help, the version, usage errors. The launcher has this class
 * on its class path, finds it by name, and calls it before it starts a framework. A command that needs a service fails
 * here; its output is dropped, and the command runs again in the framework.
 */
public final class StandaloneAnswers implements BiFunction<String[], PrintStream, OptionalInt> {
    private final Console console;

    /** Creates the answers of this version of Ingot. */
    public StandaloneAnswers(String version) {
        console = new Console(
                new ConsoleEnvironment(ConsoleEnvironment.text(Version.parseVersion(version)), Optional.empty()),
                Duration.ZERO);
    }

    /**
     * Runs a command line and returns its exit status; prints nothing and returns empty if the command needs a
     * framework.
     */
    @Override
    public OptionalInt apply(String[] argv, PrintStream out) {
        return answer(List.of(argv), Terminal.ofProcess(out));
    }

    OptionalInt answer(List<String> argv, Terminal terminal) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal buffers = new Terminal(
                stream(out),
                stream(err),
                terminal.outColours(),
                terminal.errColours(),
                terminal.live(),
                terminal.width());
        int status = new ProcessEntry(console).run(argv, buffers, new UnreadInput());
        if (status != 0 && status != CommandError.USAGE.exitStatus()) {
            return OptionalInt.empty();
        }
        terminal.err().print(err.toString(StandardCharsets.UTF_8));
        terminal.err().flush();
        terminal.out().print(out.toString(StandardCharsets.UTF_8));
        return OptionalInt.of(CommandRun.isDelivered(terminal) ? status : CommandError.LOCAL_IO.exitStatus());
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** Standard input that must not be read: the command in the framework reads it. */
    private static final class UnreadInput extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("standard input is read in the framework only");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
        }
    }
}
