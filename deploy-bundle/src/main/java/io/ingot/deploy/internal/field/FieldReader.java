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
 * Fields by their types. One that is an empty text is as one that is not there, as in Ironic; one of another type, or
 * too long, is found wrong, and is as one that is not there, too.
 */
final class FieldReader {
    /** As long as a reference may be. */
    private static final int MAX_CHARACTERS = 16_384;

    private static final int MAX_NUMBER_CHARACTERS = 32;
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private final InstanceInfo info;
    private final Findings findings;

    FieldReader(InstanceInfo info, Findings findings) {
        this.info = info;
        this.findings = findings;
    }

    /** Whether a field is there, be it wrong. */
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
                            + " are taken; shorten it",
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
                    field, field + " is " + describe(value.get()) + ", neither yes nor no; write true or false", "true");
        }
        return flag;
    }

    /** A whole number; a 0 is as no number, as in Ironic. */
    Optional<Integer> count(String field, int least, int most, String example) {
        Optional<Object> value = value(field);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Optional<Integer> count = wholeNumber(value.get(), most);
        if (count.isEmpty()) {
            findings.invalid(
                    field,
                    field + " is " + describe(value.get()) + "; it must be a whole number from " + least + " to " + most,
                    example);
        }
        return count.filter(number -> number > 0);
    }

    /**
     * An object of texts, or its JSON text.
     *
     * @param read the entries that rules read, each with an example
     */
    Map<String, String> texts(String field, String example, Map<String, String> read) {
        Optional<Object> value = value(field);
        if (value.isEmpty()) {
            return Map.of();
        }
        Optional<Map<?, ?>> object = object(value.get());
        if (object.isEmpty()) {
            findings.invalid(
                    field, field + " is " + ValueType.of(value.get()) + " and must be an object of texts", example);
        }
        return object.map(new EntryReader(field, read, findings)::texts).orElse(Map.of());
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

    private static Optional<Integer> wholeNumber(Object value, int most) {
        String digits = value.toString().strip();
        if (digits.length() > MAX_NUMBER_CHARACTERS
                || (!(value instanceof Number) && !DIGITS.matcher(digits).matches())) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(digits);
            boolean counts = number.signum() >= 0 && number.compareTo(BigDecimal.valueOf(most)) <= 0;
            return counts ? Optional.of(number.intValueExact()) : Optional.empty();
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
