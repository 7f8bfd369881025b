// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.command;

import io.ingot.image.ImageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A failed command as it is reported, to programs and to people. Contains no secret. */
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

    /** Returns the failure of a command. */
    public static CommandFailure of(ImageException failure) {
        return new CommandFailure(
                CommandError.of(failure.code()), failure.code().name(), failure.getMessage(), failure, null);
    }

    /** Returns the failure of a wrong command line. */
    public static CommandFailure usage(String message) {
        return new CommandFailure(CommandError.USAGE, CommandError.USAGE.name(), message, null, null);
    }

    /** Returns this failure with the printed reference that it concerns, without secrets. */
    public CommandFailure withReference(String reference) {
        return new CommandFailure(error, code, message, facts, reference);
    }

    /** Returns the code, with its exit status. */
    public CommandError error() {
        return error;
    }

    /** Returns the message for people. */
    public String message() {
        return message;
    }

    /** Returns further facts for people, one a line: the details of the failure, then the state of the fetch. */
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

    /** Returns the JSON object, with fields in order: {@code {"error":{…}}}. */
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
