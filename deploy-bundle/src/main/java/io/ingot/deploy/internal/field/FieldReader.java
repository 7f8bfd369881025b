// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.field;

import io.ingot.common.text.Printable;
import io.ingot.deploy.internal.document.JsonTree;
import io.ingot.image.deploy.InstanceInfo;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads fields by type. An empty string counts as absent, as in Ironic. A value of another type, or one that is too long,
 * is reported as a problem, and counts as absent as well.
 */
final class FieldReader {
    /** The maximum length of a reference. */
    private static final int MAX_CHARACTERS = 16_384;

    private static final int MAX_NUMBER_CHARACTERS = 32;
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private final InstanceInfo info;
    private final Findings findings;

    FieldReader(InstanceInfo info, Findings findings) {
        this.info = info;
        this.findings = findings;
    }

    /** Whether a field is set, to a valid value or not. */
    boolean isSet(String field) {
        return info.value(field).filter(value -> !value.equals("")).isPresent();
    }

    Optional<String> text(String field, String example) {
        Optional<Object> value = value(field);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!(value.get() instanceof String text)) {
            findings.invalid(
                    field,
                    field + " is " + ValueType.of(value.get()) + " and " + ValueType.textInstead(value.get()),
                    example);
            return Optional.empty();
        }
        if (text.length() > MAX_CHARACTERS) {
            findings.invalid(
                    field,
                    field + " has " + text.length() + " characters, at most " + MAX_CHARACTERS
                            + " are allowed; shorten it",
                    example);
            return Optional.empty();
        }
        return Optional.of(text);
    }

    Optional<Boolean> flag(String field) {
        Optional<Object> value = value(field);
        Optional<Boolean> flag = value.flatMap(BooleanText::of);
        if (value.isPresent() && flag.isEmpty()) {
            findings.invalid(
                    field, field + " is " + describe(value.get()) + ", not a boolean; write true or false", "true");
        }
        return flag;
    }

    /** A whole number. 0 counts as absent, as in Ironic. */
    Optional<Integer> count(String field, int min, int max, String example) {
        Optional<Object> value = value(field);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Optional<Integer> count = wholeNumber(value.get(), max);
        if (count.isEmpty()) {
            findings.invalid(
                    field,
                    field + " is " + describe(value.get()) + "; it must be a whole number from " + min + " to " + max,
                    example);
        }
        return count.filter(number -> number > 0);
    }

    /**
     * Reads an object of strings, or its JSON text.
     *
     * @param examples the entries that rules read, each with an example
     */
    Map<String, String> texts(String field, String example, Map<String, String> examples) {
        Optional<Object> value = value(field);
        if (value.isEmpty()) {
            return Map.of();
        }
        Optional<Map<?, ?>> object = object(value.get());
        if (object.isEmpty()) {
            findings.invalid(
                    field, field + " is " + ValueType.of(value.get()) + " and must be an object of strings", example);
        }
        return object.map(new EntryReader(field, examples, findings)::texts).orElse(Map.of());
    }

    static Optional<Map<?, ?>> object(Object value) {
        if (value instanceof Map<?, ?> map) {
            return Optional.of(map);
        }
        try {
            return value instanceof String text && JsonTree.parse(text) instanceof Map<?, ?> map
                    ? Optional.of(map)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    Optional<Object> value(String field) {
        return info.value(field).filter(value -> !value.equals(""));
    }

    private static Optional<Integer> wholeNumber(Object value, int max) {
        String digits = value.toString().strip();
        if (digits.length() > MAX_NUMBER_CHARACTERS
                || (!(value instanceof Number) && !DIGITS.matcher(digits).matches())) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(digits);
            boolean inRange = number.signum() >= 0 && number.compareTo(BigDecimal.valueOf(max)) <= 0;
            return inRange ? Optional.of(number.intValueExact()) : Optional.empty();
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String describe(Object value) {
        return value instanceof Map<?, ?> || value instanceof Collection<?>
                ? ValueType.of(value)
                : Printable.quoted(value.toString());
    }
}
