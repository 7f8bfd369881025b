// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A process of the command on a terminal, which {@code script} creates. */
final class Pty implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final Writer keyboard;
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream(); // guarded by itself
    private final Thread reader;

    private Pty(Process process) {
        this.process = process;
        this.keyboard = process.outputWriter(StandardCharsets.UTF_8);
        this.reader = new Thread(() -> read(process.getInputStream()));
        reader.start();
    }

    /** Starts the command on a terminal with a number of columns. */
    static Pty start(Path folder, int columns, String arguments) throws IOException {
        String line = "stty cols " + columns + " rows 24 && exec " + Ingot.DISTRIBUTION.resolve("bin/ingot") + " "
                + arguments;
        ProcessBuilder builder = new ProcessBuilder(
                        DefaultSignals.before(List.of("script", "-q", "-f", "-e", "-c", line, "/dev/null")))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("INGOT_HOME", Ingot.home(folder).toString());
        builder.environment()
                .put("TMPDIR", Files.createDirectories(Ingot.temporary(folder)).toString());
        builder.environment().put("TERM", "xterm");
        builder.environment().keySet().removeAll(List.of("COLUMNS", "NO_COLOR"));
        return new Pty(builder.start());
    }

    private void read(InputStream stream) {
        try (stream) {
            byte[] some = new byte[1024];
            for (int count = stream.read(some); count >= 0; count = stream.read(some)) {
                synchronized (screen) {
                    screen.write(some, 0, count);
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns everything that was printed. */
    String screen() {
        synchronized (screen) {
            return screen.toString(StandardCharsets.UTF_8);
        }
    }

    /** Waits until a pattern has been printed a number of times. */
    Pty await(String pattern, int times) {
        Pattern found = Pattern.compile(pattern);
        Awaitility.await(pattern + ", " + times + " times")
                .atMost(PATIENCE)
                .failFast("ended: " + this, () -> !process.isAlive())
                .until(() -> found.matcher(screen()).results().count() >= times);
        return this;
    }

    /** Types a text unchanged. */
    Pty type(String keys) throws IOException {
        keyboard.write(keys);
        keyboard.flush();
        return this;
    }

    /** Types Ctrl-C. */
    Pty interrupt() throws IOException {
        return type("\u0003");
    }

    /** Waits for the end of the process, and returns its exit status. */
    int exit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running: " + screen());
        }
        reader.join(PATIENCE.toMillis());
        return process.exitValue();
    }

    @Override
    public String toString() {
        return screen();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
