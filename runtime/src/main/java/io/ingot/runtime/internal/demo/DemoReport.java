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

/** What the demo does, step by step: told as it happens, or as one JSON object at the end. */
final class DemoReport {
    private final CommandEntry command;
    private final List<String> always;
    private final boolean json;
    private final PrintStream out;
    private final List<String> steps = new ArrayList<>();

    /**
     * A story that has not begun.
     *
     * @param out where it is told
     * @param always arguments that every command is given besides
     */
    DemoReport(CommandEntry command, PrintStream out, List<String> always, boolean json) {
        this.command = command;
        this.out = out;
        this.always = always;
        this.json = json;
    }

    /** Tells something. */
    void tell(String text) {
        if (!json) {
            out.println();
            out.println(text);
        }
    }

    /** Writes a file of JSON, and shows it. */
    void write(Path file, String content) throws IOException {
        Files.writeString(file, content);
        String line = "cat " + file;
        begin(line);
        end(line, 0, json ? content.lines().map(String::strip).collect(Collectors.joining()) : content);
    }

    /** Runs a command, and shows it with what it prints. */
    void run(ErrorCode expected, String... arguments) throws LaunchFailure {
        expect(CommandError.of(expected).exitStatus(), arguments);
    }

    /** As {@link #run(ErrorCode, String...)}, of a command that succeeds. */
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
                    "the demo's step `" + line + "` ended with " + status + ", not " + expected + ": " + text);
        }
        end(line, status, text);
    }

    private void begin(String line) {
        if (!json) {
            out.println("  $ " + line);
        }
    }

    private void end(String line, int status, String printed) {
        if (json) {
            steps.add("{\"command\":" + JsonText.of(line) + ",\"exit\":" + status + ",\"output\":" + printed + "}");
        } else {
            printed.lines().forEach(printedLine -> out.println("    " + printedLine));
        }
    }

    /** What a command prints belongs into the story. */
    private int capture(ByteArrayOutputStream printed, String... arguments) throws LaunchFailure {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(always);
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

    /** Ends well. */
    void end(String text, String sha256) {
        tell(text);
        if (json) {
            out.println("{\"steps\":[" + String.join(",", steps) + "],\"sha256\":" + JsonText.of(sha256)
                    + ",\"verified\":true}");
        }
    }
}
