// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.field;

import java.util.Collection;
import java.util.Map;

/** Names the JSON type of a value of {@code instance_info}. */
public final class ValueType {
    private ValueType() {}

    /** The type with its article: {@code a number}. */
    public static String of(Object value) {
        if (value instanceof Map<?, ?>) {
            return "an object";
        }
        if (value instanceof Collection<?>) {
            return "a list";
        }
        if (value instanceof Number) {
            return "a number";
        }
        return value instanceof Boolean ? "true or false" : "a string";
    }

    /** The remedy for a value of another type where a string is required. */
    static String textInstead(Object value) {
        return value instanceof Map<?, ?> || value instanceof Collection<?>
                ? "must be a string"
                : "must be a string; put it in quotes";
    }
}
