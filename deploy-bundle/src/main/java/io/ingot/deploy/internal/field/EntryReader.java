// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.field;

import io.ingot.common.text.Printable;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Reads the entries of a field that is an object. An entry of a wrong type is skipped and reported: as a problem if a rule
 * reads that entry, else as a warning.
 *
 * @param field the name of the field
 * @param examples the entries that rules read, each with an example
 * @param findings receives the problems and warnings
 */
record EntryReader(String field, Map<String, String> examples, Findings findings) {
    /** The entries, which must be strings. */
    Map<String, String> texts(Map<?, ?> object) {
        return entries(object, String.class::isInstance);
    }

    /** The entries, which may be strings, numbers or booleans. */
    Map<String, String> scalars(Map<?, ?> object) {
        return entries(object, value -> value instanceof String || value instanceof Number || value instanceof Boolean);
    }

    private Map<String, String> entries(Map<?, ?> object, Predicate<Object> isAllowed) {
        Map<String, String> entries = new TreeMap<>();
        object.forEach((name, value) -> {
            if (value != null && isAllowed.test(value)) {
                entries.put(name.toString(), value.toString());
            } else if (value != null) {
                report(name.toString(), value);
            }
        });
        return entries;
    }

    private void report(String name, Object value) {
        String path = field + "." + Printable.redacted(name);
        String fact = path + " is " + ValueType.of(value);
        if (examples.containsKey(name)) {
            findings.invalid(path, fact + " and " + ValueType.textInstead(value), examples.get(name));
        } else {
            findings.warn(fact + ", not a string; it is ignored");
        }
    }
}
