// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import io.ingot.console.internal.output.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The command {@code ingot} with a fake resolver, engine, store and planner. */
final class Ingot {
    final FakeServices services = new FakeServices();
    final FakeFetcher fetcher = new FakeFetcher();
    final FakeStore store = new FakeStore();
    final FakePlanner planner = new FakePlanner();
    InputStream input = InputStream.nullInputStream();
    final Console console;

    private Ingot(Duration serviceTimeout) {
        console = new Console(new ConsoleEnvironment("1.2.3", Optional.of("/var/log/ingot.log")), serviceTimeout);
    }

    /** Returns a command with all services. */
    static Ingot withServices() {
        Ingot ingot = withoutServices(Duration.ofSeconds(20));
        ingot.bindServices();
        ingot.console.fetcher = new FakeObjects<>(ingot.fetcher);
        ingot.console.store = new FakeObjects<>(ingot.store);
        ingot.console.planner = new FakeObjects<>(ingot.planner);
        return ingot;
    }

    /** Returns a command without services. */
    static Ingot withoutServices(Duration serviceTimeout) {
        return new Ingot(serviceTimeout);
    }

    void bindServices() {
        console.services = new FakeObjects<>(services);
        console.recheckServices();
    }

    void launcher(String command, Callable<?> work) {
        console.bindLauncherCommand(work, Map.of(Console.LAUNCHER_COMMAND, command));
    }

    /** Runs {@code ingot} with these arguments. */
    Ended run(String... argv) {
        return run(new ByteArrayOutputStream(), argv);
    }

    /** Runs {@code ingot} with a standard output that cannot be written. */
    Ended runOnFullDisk(String... argv) {
        return run(
                new ByteArrayOutputStream() {
                    @Override
                    public void flush() throws IOException {
                        throw new IOException("No space left on device");
                    }
                },
                argv);
    }

    private Ended run(ByteArrayOutputStream out, String... argv) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = Terminal.plain(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        int status = new ProcessEntry(console).run(List.of(argv), terminal, input);
        return new Ended(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
