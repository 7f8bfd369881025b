// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.command;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process of the command, with its output in files. Created by {@link Home}. */
public final class Ingot implements AutoCloseable {
    /** The time limit for an expected event. */
    public static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** The exit status of a process ended by SIGKILL. */
    public static final int KILLED = 128 + 9;

    private static final Pattern CODE = Pattern.compile("\"error\":\\{\"code\":\"(\\w+)\"");

    private final Process process;
    private final Path output;
    private final Path errors;
    private final Writer input;

    Ingot(ProcessBuilder builder, Path output, Path errors) throws IOException {
        this.output = output;
        this.errors = errors;
        this.process = builder.redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        this.input = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Waits for the exit status. */
    public int exit() {
        try {
            if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still running: " + this);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        return process.exitValue();
    }

    /** The standard output so far. */
    public String output() {
        return text(output);
    }

    /** The standard error so far. */
    public String errors() {
        return text(errors);
    }

    /** The error code in the JSON output; empty if there is none. */
    public String errorCode() {
        Matcher code = CODE.matcher(output());
        return code.find() ? code.group(1) : "";
    }

    /** Returns the number at a key of the JSON output. */
    public long number(String key) {
        Matcher number = Pattern.compile('"' + key + "\":(\\d+)").matcher(output());
        if (!number.find()) {
            throw new AssertionError("no " + key + ": " + this);
        }
        return Long.parseLong(number.group(1));
    }

    /** Whether the process is running. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The process ID. */
    public long pid() {
        return process.pid();
    }

    /** The CPU time so far, which does not depend on the load of the machine; zero after the exit. */
    public Duration cpuTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Counts the entries of a directory of the process in {@code /proc}: {@code fd}, {@code task}. */
    public long count(String folder) {
        try (Stream<Path> entries = Files.list(Path.of("/proc", Long.toString(pid()), folder))) {
            return entries.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the standard error contains a text. */
    public Ingot awaitError(String text) {
        await("an error with " + text)
                .atMost(TIMEOUT)
                .failFast(() -> {
                    if (!isAlive() && !errors().contains(text)) {
                        throw new AssertionError("ended before: " + this);
                    }
                })
                .until(() -> errors().contains(text));
        return this;
    }

    /** Writes a line to the standard input. */
    public Ingot type(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
        return this;
    }

    /** Closes the standard input. */
    public Ingot endInput() throws IOException {
        input.close();
        return this;
    }

    /** Sends a signal by its name for {@code kill}. */
    public void signal(String name) throws IOException {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends SIGKILL and waits for the exit; returns whether the signal ended the process. */
    public boolean kill() {
        process.destroyForcibly();
        return exit() == KILLED;
    }

    @Override
    public void close() {
        kill();
    }

    @Override
    public String toString() {
        return (isAlive() ? "running" : "exit " + process.exitValue()) + ": " + output() + " " + errors();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
