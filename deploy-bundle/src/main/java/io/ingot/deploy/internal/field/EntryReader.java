// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.field;

import io.ingot.common.text.Printable;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The entries of a field that is an object. One of a wrong type is as one that is not there, and told: a problem if a rule
 * reads it, else a warning.
 *
 * @param field the field
 * @param read the entries that rules read, each with an example
 * @param findings who is told
 */
record EntryReader(String field, Map<String, String> examples, Findings findings) {
    /** Entries that are to be texts. */
    Map<String, String> texts(Map<?, ?> object) {
        return entries(object, String.class::isInstance);
    }

    /** Entries that may also be numbers, or true or false. */
    Map<String, String> scalars(Map<?, ?> object) {
        return entries(object, value -> value instanceof String || value instanceof Number || value instanceof Boolean);
    }

    private Map<String, String> entries(Map<?, ?> object, Predicate<Object> right) {
        Map<String, String> entries = new TreeMap<>();
        object.forEach((name, value) -> {
            if (value != null && right.test(value)) {
                entries.put(name.toString(), value.toString());
            } else if (value != null) {
                report(name.toString(), value);
            }
        });
        return entries;
    }

    private void report(String name, Object value) {
        String path = field + "." + Printable.redacted(name);
        String is = path + " is " + ValueType.of(value);
        if (examples.containsKey(name)) {
            findings.invalid(path, is + " and " + ValueType.textInstead(value), examples.get(name));
        } else {
            findings.warn(is + ", no text; it is passed over");
        }
    }
}
