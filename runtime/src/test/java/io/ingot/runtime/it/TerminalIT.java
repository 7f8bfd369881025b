// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Progress and Ctrl-C on a terminal. */
class TerminalIT {
    private static final String PROMPT = "ingot> ";

    @TempDir
    private Path folder;

    private ServerSocket silent;

    @BeforeEach
    void startSilentServer() throws IOException {
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stopSilentServer() throws IOException {
        silent.close();
    }

    private String fetch() {
        return "fetch http://127.0.0.1:" + silent.getLocalPort() + "/a " + folder.resolve("a");
    }

    @Test
    void interruptEndsTheCommandOfTheShellAndNotTheRuntime() throws Exception {
        try (Pty shell = Pty.start(folder, 80, "run")) {
            shell.await(PROMPT, 1).type("ingot:" + fetch() + "\n");
            silent.accept();

            shell.interrupt().await("ingot: .*interrupted", 1).await(PROMPT, 2);

            shell.interrupt().await(PROMPT, 3);
            shell.type("ingot:schemes\n").await("https +io.ingot.http", 1).await(PROMPT, 4);
            shell.type("exit\n");
            assertThat(shell.exit()).isZero();
        }
    }

    @Test
    void interruptEndsTheCommandOfAPipedShellAndThenTheRuntime() throws Exception {
        try (Ingot shell = Ingot.start(folder, "run", "--shell")) {
            shell.awaitError("ingot: running").type("ingot:" + fetch());
            silent.accept();
            shell.signal("INT");
            shell.awaitError("ingot: interrupted");
            shell.type("echo still-here").awaitOutput("still-here");

            shell.signal("INT");

            assertThat(shell.exit()).isEqualTo(130);
        }
    }

    @Test
    void interruptEndsARuntimeWithoutAShell() throws Exception {
        try (Ingot ingot = Ingot.start(folder, "run")) {
            ingot.awaitError("ingot: running");

            ingot.signal("INT");

            assertThat(ingot.exit()).isEqualTo(130);
        }
    }

    @Test
    void progressFitsANarrowTerminal() throws Exception {
        try (Pty terminal = Pty.start(folder, 40, fetch())) {
            silent.accept();
            terminal.await("\rasking", 4);

            terminal.interrupt();

            assertThat(terminal.exit()).isEqualTo(130);
            String echoOfInterrupt = "^C";
            String plain = terminal.screen().replaceAll("\u001b\\[[0-9;]*m", "").replace(echoOfInterrupt, "");
            for (String line : plain.substring(0, plain.indexOf("ingot: ")).split("\r", -1)) {
                assertThat(line).hasSizeLessThan(40);
            }
        }
    }
}
