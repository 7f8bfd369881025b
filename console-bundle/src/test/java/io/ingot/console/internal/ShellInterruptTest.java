// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ctrl-C in a Gogo shell. */
class ShellInterruptTest {
    private static final String FETCH = "ingot:fetch http://mirror/a /tmp/a";

    private final Ingot ingot = Ingot.withServices();
    private final ShellInterrupt interrupt = new ShellInterrupt(ingot.console, true);
    private final ShellInterrupt ofAPipe = new ShellInterrupt(ingot.console, false);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ThreadIOImpl threadIo = new ThreadIOImpl();
    private final CommandProcessorImpl processor = new CommandProcessorImpl(threadIo);
    private final Commands commands = new Commands();

    /** A shell, which is a command itself and executes command lines. */
    public static final class Commands {
        final CountDownLatch waiting = new CountDownLatch(1);
        final CountDownLatch interrupted = new CountDownLatch(1);
        volatile Thread sleeper = Thread.currentThread();

        /** Executes a line, as the interactive shell does. */
        public void shell(CommandSession session, String line) throws Exception {
            session.execute(line);
        }

        /** Executes a line repeatedly, and returns the number of jobs that the shell still has. */
        public int keep(CommandSession session, String line, int times) throws Exception {
            for (int i = 0; i < times; i++) {
                session.execute(line);
            }
            Job shell = Job.Utils.current();
            Field children = shell.getClass().getDeclaredField("children");
            children.setAccessible(true);
            return ((Collection<?>) children.get(shell)).size();
        }

        /** Waits until it is interrupted. */
        public void sleep() {
            sleeper = Thread.currentThread();
            waiting.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        }
    }

    @BeforeEach
    void startShell() {
        threadIo.start();
        GogoCommands ours = new GogoCommands(ingot.console);
        processor.addCommand(GogoCommands.SCOPE, ours, "fetch");
        processor.addCommand(GogoCommands.SCOPE, ours, "schemes");
        processor.addCommand("test", commands, "shell");
        processor.addCommand("test", commands, "sleep");
        processor.addCommand("test", commands, "keep");
    }

    @AfterEach
    void stopShell() {
        processor.stop();
        threadIo.stop();
    }

    private CommandSession session(InputStream keyboard) {
        return processor.createSession(keyboard, out, err);
    }

    /** Creates a session of this process, which is reported to the listener. */
    private CommandSession ofThisProcess(ShellInterrupt listener) {
        processor.addListener(listener);
        return session(new FileInputStream(FileDescriptor.in));
    }

    private static CompletableFuture<Void> type(CommandSession session, String line) {
        return CompletableFuture.runAsync(() -> {
            try {
                session.execute("test:shell '" + line + "'");
            } catch (Exception e) { // as the interface declares it
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void endsTheRunningCommandAndNotTheShell() throws Exception {
        CommandSession session = ofThisProcess(interrupt);
        CompletableFuture<Void> line = type(session, FETCH);
        ingot.fetcher.started.await();

        assertThat(interrupt.getAsBoolean()).isTrue();

        line.get();
        assertThat(printed(err)).isEqualTo("ingot: interrupted\n");
        type(session, "ingot:schemes").get();
        assertThat(printed(out)).isEqualTo("no scheme can be resolved\n");
    }

    @Test
    void endsTheCommandIfStandardInputIsAPipe() throws Exception {
        CompletableFuture<Void> line = type(ofThisProcess(ofAPipe), FETCH);
        ingot.fetcher.started.await();

        assertThat(ofAPipe.getAsBoolean()).isTrue();

        line.get();
        assertThat(printed(err)).isEqualTo("ingot: interrupted\n");
    }

    @Test
    void interruptsTheCommandOfAnotherBundle() throws Exception {
        CompletableFuture<Void> line = type(ofThisProcess(interrupt), "test:sleep");
        commands.waiting.await();

        assertThat(interrupt.getAsBoolean()).isTrue();

        commands.interrupted.await();
        await().until(() -> !commands.sleeper.getName().startsWith("pipe-"));
        assertThat(line).failsWithin(java.time.Duration.ofSeconds(60));
    }

    @Test
    void startsANewLineAtThePrompt() throws Exception {
        CommandSession session = ofThisProcess(interrupt);
        session.put("prompt", "ingot> ");
        type(session, "ingot:schemes").get();
        out.reset();

        assertThat(interrupt.getAsBoolean()).isTrue();

        assertThat(printed(out)).isEqualTo("\ningot> ");
    }

    @Test
    void isLeftToTheProcessWithoutCommandAndPrompt() throws Exception {
        assertThat(ofAPipe.getAsBoolean()).isFalse();

        type(ofThisProcess(ofAPipe), "ingot:schemes").get();

        assertThat(ofAPipe.getAsBoolean()).isFalse();
    }

    @Test
    void doesNotInterruptBackgroundCommands() throws Exception {
        CommandSession session = ofThisProcess(ofAPipe);
        type(session, FETCH + " &").get();
        ingot.fetcher.started.await();

        assertThat(ofAPipe.getAsBoolean()).isFalse();

        assertThat(printed(err)).isEmpty();
        ingot.fetcher.cancelAll();
        await().until(() -> session.jobs().isEmpty());
    }

    @Test
    void finishedCommandsAreReleased() throws Exception {
        CommandSession session = ofThisProcess(interrupt);

        assertThat(session.execute("test:keep ingot:schemes 20")).isEqualTo(0);
    }

    @Test
    void finishedCommandsOfALoopAreReleased() throws Exception {
        CommandSession session = ofThisProcess(interrupt);
        session.execute("round = { ingot:schemes ; test:shell 'ingot:schemes | ingot:schemes' }");

        assertThat(session.execute("test:keep round 20")).isEqualTo(0);
    }

    @Test
    void doesNotChangeOtherSessions() throws Exception {
        processor.addListener(interrupt);
        CompletableFuture<Void> line = type(session(new ByteArrayInputStream(new byte[0])), FETCH);
        ingot.fetcher.started.await();

        assertThat(interrupt.getAsBoolean()).isFalse();

        assertThat(line).isNotDone();
        ingot.fetcher.cancelAll();
        line.get();
    }

    private static String printed(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
