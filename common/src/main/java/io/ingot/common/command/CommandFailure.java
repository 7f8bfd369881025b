// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.command;

import io.ingot.image.ImageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A failure as a command reports it, to programs and to people. Holds no secret. */
public final class CommandFailure {
    private final CommandError error;
    private final String code;
    private final String message;
    private final @Nullable ImageException facts;
    private final @Nullable String reference;

    private CommandFailure(
            CommandError error,
            String code,
            String message,
            @Nullable ImageException facts,
            @Nullable String reference) {
        this.error = error;
        this.code = code;
        this.message = message;
        this.facts = facts;
        this.reference = reference;
    }

    /** Reports what a command failed with. */
    public static CommandFailure of(ImageException failure) {
        return new CommandFailure(
                CommandError.of(failure.code()), failure.code().name(), failure.getMessage(), failure, null);
    }

    /** Reports a command line that is wrong. */
    public static CommandFailure usage(String message) {
        return new CommandFailure(CommandError.USAGE, CommandError.USAGE.name(), message, null, null);
    }

    /** The same failure, about this reference, as it is printed: without secrets. */
    public CommandFailure withReference(String shown) {
        return new CommandFailure(error, code, message, facts, shown);
    }

    /** What it is, with its exit status. */
    public CommandError error() {
        return error;
    }

    /** Subject, fact and remedy, for people. */
    public String message() {
        return message;
    }

    /** Further facts for people, one a line: those of the failure, then how far a fetch had come. */
    public List<String> details() {
        if (facts == null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(facts.details());
        facts.phase().ifPresent(phase -> lines.add("phase: " + lowerCase(phase)));
        facts.bytesTransferred().ifPresent(bytes -> lines.add("bytes transferred: " + bytes));
        facts.service().ifPresent(service -> lines.add("image service: " + service));
        return lines;
    }

    /** The object that is printed, in the order to print: {@code {"error":{…}}}. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", code);
        json.put("message", message);
        if (reference != null) {
            json.put("reference", reference);
        }
        json.put("retryable", facts != null && facts.retryable());
        if (facts == null) {
            json.put("details", List.of());
            return Map.of("error", json);
        }
        facts.retryAfter().ifPresent(pause -> json.put("retryAfterSeconds", WholeSeconds.of(pause)));
        json.put("details", facts.details());
        facts.phase().ifPresent(phase -> json.put("phase", lowerCase(phase)));
        facts.bytesTransferred().ifPresent(bytes -> json.put("bytesTransferred", bytes));
        facts.service().ifPresent(service -> json.put("service", service));
        return Map.of("error", json);
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
