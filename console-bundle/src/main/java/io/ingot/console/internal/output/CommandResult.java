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
 * The result of a command, as JSON and as text.
 *
 * @param json strings, numbers, booleans, lists and maps by name, in the order to print; empty for a command that
 *     prints by itself
 * @param lines the lines of text; a line break within one is escaped
 * @param warnings the warnings for the user, one sentence each
 * @param failure the failure that the result means, if any
 * @param status the exit status
 */
public record CommandResult(
        Map<String, Object> json,
        List<String> lines,
        List<String> warnings,
        Optional<CommandFailure> failure,
        int status) {
    /** Copies all collections. */
    public CommandResult {
        json = Collections.unmodifiableMap(new LinkedHashMap<>(json));
        lines = List.copyOf(lines);
        warnings = List.copyOf(warnings);
    }

    /** Returns a successful result. */
    public static CommandResult of(Map<String, Object> json, List<String> lines) {
        return new CommandResult(json, lines, List.of(), Optional.empty(), 0);
    }

    /** Returns the result of a command that has printed it already. */
    public static CommandResult silent(int status) {
        return new CommandResult(Map.of(), List.of(), List.of(), Optional.empty(), status);
    }

    /** Returns this result with warnings. */
    public CommandResult warnings(List<String> sentences) {
        return new CommandResult(json, lines, sentences, failure, status);
    }

    /** Returns this result as that of a failed command. */
    public CommandResult failing(ImageException cause) {
        CommandFailure report = CommandFailure.of(cause);
        return new CommandResult(
                json, lines, warnings, Optional.of(report), report.error().exitStatus());
    }
}
