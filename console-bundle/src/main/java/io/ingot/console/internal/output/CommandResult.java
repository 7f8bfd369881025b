// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import io.ingot.common.command.CommandFailure;
import io.ingot.image.ImageException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a command found out, once for programs and once for people.
 *
 * @param json texts, numbers, booleans, lists and maps by name, in the order to print; empty for a command that prints
 *     by itself
 * @param lines for people; a line's end within one is no line's end
 * @param warnings what a person should know, one sentence each
 * @param failure what is wrong with what it found
 * @param status the exit status
 */
public record CommandResult(
        Map<String, Object> json,
        List<String> lines,
        List<String> warnings,
        Optional<CommandFailure> failure,
        int status) {
    /** Copies all. */
    public CommandResult {
        json = Collections.unmodifiableMap(new LinkedHashMap<>(json));
        lines = List.copyOf(lines);
        warnings = List.copyOf(warnings);
    }

    /** A result. */
    public static CommandResult of(Map<String, Object> json, List<String> lines) {
        return new CommandResult(json, lines, List.of(), Optional.empty(), 0);
    }

    /** Nothing to print: the command did that itself. */
    public static CommandResult silent(int status) {
        return new CommandResult(Map.of(), List.of(), List.of(), Optional.empty(), status);
    }

    /** The same with warnings. */
    public CommandResult warnings(List<String> sentences) {
        return new CommandResult(json, lines, sentences, failure, status);
    }

    /** The same, where finding that means to fail. */
    public CommandResult failing(ImageException why) {
        CommandFailure report = CommandFailure.of(why);
        return new CommandResult(
                json, lines, warnings, Optional.of(report), report.error().exitStatus());
    }
}
