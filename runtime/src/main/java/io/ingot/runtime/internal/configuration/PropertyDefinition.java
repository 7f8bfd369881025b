// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import io.ingot.common.settings.CommaList;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.felix.metatype.AD;
import org.jspecify.annotations.Nullable;
import org.osgi.service.metatype.AttributeDefinition;

/**
 * The type and range of one property.
 *
 * @param isList whether the property is a list
 * @param options the permitted values; empty if all are
 */
record PropertyDefinition(
        Kind kind, boolean isList, Optional<BigDecimal> min, Optional<BigDecimal> max, List<String> options) {
    /** A type of Metatype. */
    enum Kind {
        TEXT(String.class, "a text"),
        SECRET(String.class, "a text"),
        CHARACTER(Character.class, "one character"),
        BOOLEAN(Boolean.class, "true or false"),
        BYTE(Byte.class, "a whole number, -128 to 127"),
        SHORT(Short.class, "a whole number, -32768 to 32767"),
        INTEGER(Integer.class, "a whole number, -2147483648 to 2147483647"),
        LONG(Long.class, "a whole number"),
        FLOAT(Float.class, "a number"),
        DOUBLE(Double.class, "a number");

        private final Class<?> type;
        private final String expectation;

        Kind(Class<?> type, String expectation) {
            this.type = type;
            this.expectation = expectation;
        }

        private static Kind of(int metatype) {
            return switch (metatype) {
                case AttributeDefinition.PASSWORD -> SECRET;
                case AttributeDefinition.CHARACTER -> CHARACTER;
                case AttributeDefinition.BOOLEAN -> BOOLEAN;
                case AttributeDefinition.BYTE -> BYTE;
                case AttributeDefinition.SHORT -> SHORT;
                case AttributeDefinition.INTEGER -> INTEGER;
                case AttributeDefinition.LONG -> LONG;
                case AttributeDefinition.FLOAT -> FLOAT;
                case AttributeDefinition.DOUBLE -> DOUBLE;
                default -> TEXT;
            };
        }

        private Object parse(String value) {
            return switch (this) {
                case TEXT, SECRET -> value;
                case CHARACTER -> character(value);
                case BOOLEAN -> bool(value);
                case BYTE -> Byte.valueOf(value);
                case SHORT -> Short.valueOf(value);
                case INTEGER -> Integer.valueOf(value);
                case LONG -> Long.valueOf(value);
                case FLOAT -> Float.valueOf(value);
                case DOUBLE -> Double.valueOf(value);
            };
        }

        private static Character character(String value) {
            if (value.length() != 1) {
                throw new IllegalArgumentException("not one character");
            }
            return value.charAt(0);
        }

        private static Boolean bool(String value) {
            if (!value.equals("true") && !value.equals("false")) {
                throw new IllegalArgumentException("neither true nor false");
            }
            return Boolean.valueOf(value);
        }
    }

    static PropertyDefinition of(AD attribute) {
        Kind kind = Kind.of(attribute.getType());
        boolean number = Number.class.isAssignableFrom(kind.type);
        String[] options = attribute.getOptionValues();
        return new PropertyDefinition(
                kind,
                attribute.getCardinality() != 0,
                number ? bound(attribute.getMin()) : Optional.empty(),
                number ? bound(attribute.getMax()) : Optional.empty(),
                options == null ? List.of() : List.copyOf(Arrays.asList(options)));
    }

    private static Optional<BigDecimal> bound(@Nullable String text) {
        return text == null || text.isBlank() ? Optional.empty() : Optional.of(new BigDecimal(text.strip()));
    }

    boolean isSecret() {
        return kind == Kind.SECRET;
    }

    /**
     * Converts a text to the type of the property.
     *
     * @throws IllegalArgumentException if the text is not a valid value; the message states what is expected
     */
    Object value(String text) {
        List<String> elements = CommaList.escaped(text);
        if (isList) {
            Object array = Array.newInstance(kind.type, elements.size());
            for (int i = 0; i < elements.size(); i++) {
                Array.set(array, i, element(elements.get(i)));
            }
            return array;
        }
        if (isSecret()) {
            return text;
        }
        if (elements.size() > 1) {
            throw new IllegalArgumentException(
                    "one value, not " + elements.size() + "; write \\, for a comma within the value");
        }
        return element(CommaList.unescape(text.strip()));
    }

    private Object element(String text) {
        if (!options.isEmpty() && !options.contains(text)) {
            throw new IllegalArgumentException("one of " + String.join(", ", options));
        }
        try {
            Object value = kind.parse(text);
            if (value instanceof Number number && !isWithinBounds(new BigDecimal(number.toString()))) {
                throw new IllegalArgumentException("out of range");
            }
            return value;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(expectation(), e);
        }
    }

    private boolean isWithinBounds(BigDecimal number) {
        return min.filter(bound -> number.compareTo(bound) < 0).isEmpty()
                && max.filter(bound -> number.compareTo(bound) > 0).isEmpty();
    }

    private String expectation() {
        if (min.isEmpty() && max.isEmpty()) {
            return kind.expectation;
        }
        String number = kind == Kind.FLOAT || kind == Kind.DOUBLE ? "a number" : "a whole number";
        return number
                + min.map(bound -> ", at least " + bound.toPlainString()).orElse("")
                + max.map(bound -> ", at most " + bound.toPlainString()).orElse("");
    }
}
