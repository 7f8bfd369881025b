// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.configuration;

import io.ingot.common.text.Printable;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A property that Metatype describes.
 *
 * @param type its type, as Metatype spells it
 * @param min the smallest number allowed; empty if there is no bound
 * @param max the largest number allowed; empty if there is no bound
 * @param options the only values allowed; empty if any is
 * @param isList whether the property is a list
 */
record DefinedProperty(String type, String min, String max, List<String> options, boolean isList) {
    private static final Pattern COMMA = Pattern.compile("(?<!\\\\),");

    /**
     * Returns what is wrong with a value of Configuration Admin: a string, a number, or an array or collection of them.
     * Absent if it is valid.
     */
    Optional<String> fault(Object value) {
        return elements(value)
                .flatMap(this::split)
                .filter(element -> !isValid(element))
                .findFirst()
                .map(element -> "must be " + expectation() + actual(element));
    }

    private static Stream<String> elements(Object value) {
        if (value instanceof Collection<?> collection) {
            return collection.stream().map(String::valueOf);
        }
        return value.getClass().isArray()
                ? IntStream.range(0, java.lang.reflect.Array.getLength(value))
                        .mapToObj(i -> String.valueOf(java.lang.reflect.Array.get(value, i)))
                : Stream.of(String.valueOf(value));
    }

    private Stream<String> split(String text) {
        return isList ? Arrays.stream(COMMA.split(text)).map(String::strip) : Stream.of(text);
    }

    private boolean isValid(String text) {
        if (!options.isEmpty() && !options.contains(text)) {
            return false;
        }
        return switch (type) {
            case "Boolean" -> text.equals("true") || text.equals("false");
            case "Long" -> isNumber(text, Long::valueOf);
            case "Integer" -> isNumber(text, Integer::valueOf);
            case "Short" -> isNumber(text, Short::valueOf);
            case "Byte" -> isNumber(text, Byte::valueOf);
            case "Double", "Float" -> isNumber(text, Double::valueOf);
            default -> true;
        };
    }

    private boolean isNumber(String text, Function<String, Number> parse) {
        try {
            BigDecimal number = new BigDecimal(parse.apply(text).toString());
            return (min.isEmpty() || number.compareTo(new BigDecimal(min)) >= 0)
                    && (max.isEmpty() || number.compareTo(new BigDecimal(max)) <= 0);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private String expectation() {
        if (!options.isEmpty()) {
            return "one of " + String.join(", ", options);
        }
        return switch (type) {
            case "Boolean" -> "true or false";
            case "Double", "Float" -> "a number" + range();
            default -> "a whole number" + range();
        };
    }

    private String range() {
        return (min.isEmpty() ? "" : ", at least " + min) + (max.isEmpty() ? "" : ", at most " + max);
    }

    private static String actual(String text) {
        return ", was " + Printable.quoted(text);
    }
}
