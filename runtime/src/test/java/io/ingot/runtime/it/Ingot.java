// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.it;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A process of the command, with its own home and temporary folder. */
final class Ingot implements AutoCloseable {
    static final Path DISTRIBUTION =
            Path.of(System.getProperty("ingot.distribution")).toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Writer input;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<Thread> readers = new ArrayList<>();

    private Ingot(Process process) {
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        readers.add(read(process.getInputStream(), output));
        readers.add(read(process.getErrorStream(), errors));
    }

    /** Starts the command. */
    static Ingot start(Path folder, String... arguments) throws IOException {
        return start(folder, DISTRIBUTION.resolve("bin/ingot"), Map.of(), arguments);
    }

    /** Starts the command by a given path, with {@code home} and {@code tmp} in a folder. */
    static Ingot start(Path folder, Path command, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> line = new ArrayList<>(List.of(command.toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(DefaultSignals.before(line)).directory(folder.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("INGOT_HOME", home(folder).toString());
        builder.environment().put("INGOT_JAVA_OPTS", System.getProperty("ingot.test.jvm", ""));
        builder.environment()
                .put("TMPDIR", Files.createDirectories(temporary(folder)).toString());
        builder.environment().putAll(environment);
        return new Ingot(builder.start());
    }

    /** Runs the command until it ends. */
    static Ingot run(Path folder, String... arguments) throws IOException {
        Ingot ingot = start(folder, arguments);
        ingot.exit();
        return ingot;
    }

    static Path home(Path folder) {
        return folder.resolve("home");
    }

    static Path temporary(Path folder) {
        return folder.resolve("tmp");
    }

    private static Thread read(InputStream stream, List<String> lines) {
        Thread reader = new Thread(() -> {
            try (BufferedReader text = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                text.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException e) {
                lines.add("(" + e + ")");
            }
        });
        reader.start();
        return reader;
    }

    /** Waits for the end of the process, and returns its exit status. */
    int exit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still running: " + output() + errors());
            }
            for (Thread reader : readers) {
                reader.join(PATIENCE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        return process.exitValue();
    }

    String output() {
        return String.join("\n", output);
    }

    String errors() {
        return String.join("\n", errors);
    }

    boolean alive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Waits until standard error contains a text. */
    Ingot awaitError(String text) {
        await("a line with " + text)
                .atMost(PATIENCE)
                .failFast("ended before", () -> !alive() && !errors().contains(text))
                .until(() -> errors().contains(text));
        return this;
    }

    /** Waits until standard output contains a text. */
    Ingot awaitOutput(String text) {
        await("output with " + text).atMost(PATIENCE).until(() -> output().contains(text));
        return this;
    }

    /** Writes a line to standard input. */
    Ingot type(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
        return this;
    }

    void endInput() throws IOException {
        input.close();
    }

    /** Sends a signal with the name that {@code kill} uses. */
    void signal(String name) throws IOException {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
