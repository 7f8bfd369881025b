// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.demo;

import io.ingot.common.command.CommandError;
import io.ingot.common.command.LaunchOption;
import io.ingot.common.text.JsonText;
import io.ingot.image.ErrorCode;
import io.ingot.runtime.internal.framework.CommandEntry;
import io.ingot.runtime.internal.home.LaunchFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The output of the demo: as text step by step, or as one JSON object at the end. */
public final class DemoReport {
    private final CommandEntry command;
    private final List<String> extraArguments;
    private final boolean json;
    private final PrintStream out;
    private final List<String> steps = new ArrayList<>();

    /**
     * Creates a report.
     *
     * @param command runs the commands
     * @param out receives the report
     *
     * @param extraArguments further arguments of every command
     */
    public DemoReport(CommandEntry command, PrintStream out, List<String> extraArguments, boolean json) {
        this.command = command;
        this.out = out;
        this.extraArguments = extraArguments;
        this.json = json;
    }

    /** Prints a heading before the next steps. */
    void heading(String text) {
        if (!json) {
            out.println();
            out.println(text);
        }
    }

    /** Writes a JSON file, and prints it as a step. */
    void write(Path file, String content) throws IOException {
        Files.writeString(file, content);
        String line = "cat " + file;
        begin(line);
        finish(line, 0, json ? content.lines().map(String::strip).collect(Collectors.joining()) : content);
    }

    /** Runs a command that must fail with a code, and prints it with its output. */
    void run(ErrorCode expected, String... arguments) throws LaunchFailure {
        expect(CommandError.of(expected).exitStatus(), arguments);
    }

    /** Runs a command that must succeed, and prints it with its output. */
    void run(String... arguments) throws LaunchFailure {
        expect(0, arguments);
    }

    private void expect(int expected, String... arguments) throws LaunchFailure {
        String line = "ingot " + String.join(" ", arguments);
        begin(line);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        int status = capture(printed, arguments);
        String text = printed.toString(StandardCharsets.UTF_8).strip();
        if (status != expected) {
            throw new LaunchFailure(
                    ErrorCode.INTERNAL,
                    "demo: `" + line + "` exited with " + status + ", expected " + expected + ": " + text);
        }
        finish(line, status, text);
    }

    private void begin(String line) {
        if (!json) {
            out.println("  $ " + line);
        }
    }

    private void finish(String line, int status, String printed) {
        if (json) {
            steps.add("{\"command\":" + JsonText.of(line) + ",\"exit\":" + status + ",\"output\":" + printed + "}");
        } else {
            printed.lines().forEach(printedLine -> out.println("    " + printedLine));
        }
    }

    /** Runs a command and captures its output. */
    private int capture(ByteArrayOutputStream printed, String... arguments) throws LaunchFailure {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(extraArguments);
        all.add((json ? LaunchOption.JSON : LaunchOption.QUIET).toString());
        PrintStream error = System.err;
        try (PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            if (!json) {
                System.setErr(stream);
            }
            return command.call(stream, all.toArray(String[]::new));
        } finally {
            System.setErr(error);
        }
    }

    /** Prints the end of a successful demo. */
    void finish(String text, String sha256) {
        heading(text);
        if (json) {
            out.println("{\"steps\":[" + String.join(",", steps) + "],\"sha256\":" + JsonText.of(sha256)
                    + ",\"verified\":true}");
        }
    }
}
