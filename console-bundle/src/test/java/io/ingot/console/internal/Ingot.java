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

/** The command {@code ingot} between a fake door, engine, store and planner. */
final class Ingot {
    final FakeServices services = new FakeServices();
    final FakeFetcher fetcher = new FakeFetcher();
    final FakeStore store = new FakeStore();
    final FakePlanner planner = new FakePlanner();
    InputStream input = InputStream.nullInputStream();
    final Console console;

    private Ingot(Duration patience) {
        console = new Console(new ConsoleEnvironment("1.2.3", Optional.of("/var/log/ingot.log")), patience);
    }

    /** With every service there. */
    static Ingot whole() {
        Ingot ingot = bare(Duration.ofSeconds(20));
        ingot.bindServices();
        ingot.console.fetcher = new FakeObjects<>(ingot.fetcher);
        ingot.console.store = new FakeObjects<>(ingot.store);
        ingot.console.planner = new FakeObjects<>(ingot.planner);
        return ingot;
    }

    /** With no service there. */
    static Ingot bare(Duration patience) {
        return new Ingot(patience);
    }

    void bindServices() {
        console.services = new FakeObjects<>(services);
    }

    void launcher(String command, Callable<?> work) {
        console.bindLauncher(work, Map.of(Console.LAUNCHER_COMMAND, command));
    }

    /** What {@code ingot} does with these arguments. */
    Ended run(String... argv) {
        return run(new ByteArrayOutputStream(), argv);
    }

    /** The same where standard output takes nothing. */
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
