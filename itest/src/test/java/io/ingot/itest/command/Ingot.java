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

/** One process of the command, whose output goes to files. Made by {@link Home}. */
public final class Ingot implements AutoCloseable {
    /** How long a test waits for what must come. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The exit status of who was killed by SIGKILL. */
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

    /** Its exit status, once it has ended. */
    public int exit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still running: " + this);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        return process.exitValue();
    }

    /** Its standard output so far. */
    public String output() {
        return text(output);
    }

    /** Its standard error so far. */
    public String errors() {
        return text(errors);
    }

    /** The code of the error that it printed as JSON; empty if it printed none. */
    public String errorCode() {
        Matcher code = CODE.matcher(output());
        return code.find() ? code.group(1) : "";
    }

    /** The number that the JSON on standard output has at a key. */
    public long number(String key) {
        Matcher number = Pattern.compile('"' + key + "\":(\\d+)").matcher(output());
        if (!number.find()) {
            throw new AssertionError("no " + key + ": " + this);
        }
        return Long.parseLong(number.group(1));
    }

    /** Whether it runs. */
    public boolean alive() {
        return process.isAlive();
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** The processor time that it has used so far, however busy the machine is; zero once it has ended. */
    public Duration work() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** How many entries a folder of its process has: {@code fd}, {@code task}. */
    public long count(String folder) {
        try (Stream<Path> entries = Files.list(Path.of("/proc", Long.toString(pid()), folder))) {
            return entries.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until standard error holds a text. */
    public Ingot awaitError(String text) {
        await("an error with " + text)
                .atMost(PATIENCE)
                .failFast(() -> {
                    if (!alive() && !errors().contains(text)) {
                        throw new AssertionError("ended before: " + this);
                    }
                })
                .until(() -> errors().contains(text));
        return this;
    }

    /** Types a line. */
    public Ingot type(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
        return this;
    }

    /** Ends what it is typed. */
    public Ingot endInput() throws IOException {
        input.close();
        return this;
    }

    /** Sends a signal, as {@code kill} names it. */
    public void signal(String name) throws IOException {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends SIGKILL, and waits for the end; says whether it was that which ended it. */
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
        return (alive() ? "running" : "exit " + process.exitValue()) + ": " + output() + " " + errors();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
