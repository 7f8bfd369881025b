// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.jr.ob.JSON;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.client.SchemeInfo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Job;
import org.apache.karaf.shell.FakeSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The commands in a session like Karaf's: exceptions are printed, and output reaches a client only when it is flushed.
 */
class KarafCommandsTest {
    private static final String REF = "http://mirror/a.qcow2";

    private final Ingot ingot = Ingot.withServices();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ThreadIOImpl threadIo = new ThreadIOImpl();
    private final CommandProcessorImpl processor = new CommandProcessorImpl(threadIo);
    private final CommandSession session = processor.createSession(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(new Buffered(out), false, StandardCharsets.UTF_8),
            new PrintStream(new Buffered(err), false, StandardCharsets.UTF_8));

    /** The stream of a remote client, which receives output only when it is flushed. */
    private static final class Buffered extends java.io.BufferedOutputStream {
        Buffered(ByteArrayOutputStream client) {
            super(client, 1 << 16);
        }
    }

    @BeforeEach
    void startShell() {
        threadIo.start();
        GogoCommands commands = new GogoCommands(ingot.console);
        for (String function : List.of("schemes", "show", "fetch", "plan")) {
            processor.addCommand(GogoCommands.SCOPE, commands, function);
        }
        session.put(".session", new FakeSession());
    }

    @AfterEach
    void stopShell() {
        session.close();
        processor.stop();
        threadIo.stop();
    }

    @Test
    void resultReachesTheClient() throws Exception {
        ingot.services.schemes = List.of(new SchemeInfo("http", "io.ingot.http", "1.0.0"));

        session.execute("ingot:schemes");

        assertThat(printed(out)).isEqualTo("http  io.ingot.http 1.0.0\n");
    }

    @Test
    void failureIsThrownAndKarafPrintsIt() {
        ingot.fetcher.fail(new ImageException(ErrorCode.NOT_FOUND, "no image there"));

        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> session.execute("ingot:fetch " + REF + " /tmp/a"))
                .withMessage("ingot: no image there")
                .satisfies(e -> assertThat(e.getNiceHelp()).isEqualTo("ingot: no image there"))
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
        assertThat(printed(out) + printed(err)).isEmpty();
    }

    @Test
    void detailsAreThrownWithTheFailure() {
        ingot.fetcher.fail(new ImageException(ErrorCode.NOT_FOUND, "no image").withDetails(List.of("mirror: 404")));

        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> session.execute("ingot:fetch -v " + REF + " /tmp/a"))
                .withMessage("ingot: no image\ningot: mirror: 404");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingot:fetch --nosuch", "ingot:fetch", "ingot:show nosuch", "ingot:plan /nosuch.json"})
    void everyFailureIsThrown(String line) {
        assertThatExceptionOfType(CommandException.class).isThrownBy(() -> session.execute(line));
    }

    @Test
    void onlyTheFailureInJsonIsPrinted() throws Exception {
        ingot.fetcher.fail(new ImageException(ErrorCode.NOT_FOUND, "no image there"));

        CommandException thrown = catchFailure("ingot:fetch --json " + REF + " /tmp/a");

        assertThat(printed(out) + printed(err)).isEmpty();
        assertThat(JSON.std.mapFrom(thrown.getNiceHelp())).containsOnlyKeys("error");
    }

    @Test
    void failureInJsonGoesToTheStreamOfTheResult(@TempDir Path folder) throws Exception {
        session.currentDir(folder);
        ingot.fetcher.fail(new ImageException(ErrorCode.NOT_FOUND, "no image there"));

        catchFailure("ingot:fetch --json " + REF + " /tmp/a > failure.json");

        assertThat(JSON.std.mapFrom(Files.readString(folder.resolve("failure.json"))))
                .containsOnlyKeys("error");
    }

    @Test
    void warningsReachTheClientAndOnlyJsonItsStandardOutput() throws Exception {
        ingot.services.answer(ImageInfo.builder().note("mind the gap").build());

        session.execute("ingot:show " + REF);
        assertThat(printed(out)).contains("ingot: warning: mind the gap\n");

        out.reset();
        session.execute("ingot:show --json " + REF);
        assertThat(JSON.std.mapFrom(printed(out))).containsEntry("warnings", List.of("mind the gap"));
    }

    @Test
    void progressBarIsPrintedOnTheConsoleAndFitsIt() throws Exception {
        session.put(".jline.terminal", "there is one");
        session.put("TERM", "xterm");
        session.put("COLUMNS", "40");
        Thread shell = new Thread(() -> catchFailure("ingot:fetch " + REF + " /tmp/a"));
        shell.start();
        ingot.fetcher.started.await();

        await().until(() -> printed(out).contains("transferring"));
        ingot.fetcher.cancelAll();
        shell.join();

        assertThat(printed(out).split("\r")).allMatch(line -> line.length() < 40);
        assertThat(printed(out)).endsWith(" \r").doesNotContain("\n");
    }

    @Test
    void anInterruptedCommandPrintsNothingAfterThePrompt() {
        AtomicReference<Job.Status> status = new AtomicReference<>(Job.Status.Foreground);
        Job job = (Job) Proxy.newProxyInstance(
                Job.class.getClassLoader(), new Class<?>[] {Job.class}, (proxy, method, given) -> status.get());
        PrintStream console = new SessionConsole(new PrintStream(out, true, StandardCharsets.UTF_8), job);

        console.print("\r 50%");
        status.set(Job.Status.Done);
        console.print("\r     \r");
        console.flush();

        assertThat(printed(out)).isEqualTo("\r 50%");
        assertThat(console.checkError()).isFalse();
    }

    private CommandException catchFailure(String line) {
        try {
            session.execute(line);
        } catch (CommandException e) {
            return e;
        } catch (Exception e) { // as the interface declares it
            throw new AssertionError(e);
        }
        throw new AssertionError("nothing was thrown");
    }

    private static String printed(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
