// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.record;

import io.ingot.fetch.internal.store.disk.StoreLayout;
import io.ingot.image.Checksum;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The values of a record that was read back; each method throws IllegalArgumentException for what it is not. */
final class RecordFields {
    private static final int MOST_DIGESTS = 32;

    private final Map<?, ?> fields;

    RecordFields(Map<?, ?> fields) {
        this.fields = fields;
    }

    String text(String name) {
        return value(name, String.class);
    }

    /** False if nothing is said. */
    boolean yes(String name) {
        return fields.containsKey(name) && value(name, Boolean.class);
    }

    /** Not negative. */
    long number(String name) {
        Number number = value(name, Number.class);
        if (!(number instanceof Integer || number instanceof Long) || number.longValue() < 0) {
            throw new IllegalArgumentException(name + " must be a whole number, was " + number);
        }
        return number.longValue();
    }

    Instant instant(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + " must be an instant", e);
        }
    }

    String key(String name) {
        String key = text(name);
        if (!StoreLayout.isKey(key)) {
            throw new IllegalArgumentException(name + " must have 64 hexadecimal digits");
        }
        return key;
    }

    Map<String, ?> object(String name) {
        Map<String, Object> object = new TreeMap<>();
        Map<?, ?> found = value(name, Map.class);
        found.forEach((field, value) -> object.put(String.valueOf(field), value));
        return object;
    }

    List<Checksum> digests(String name) {
        Map<String, ?> byAlgorithm = object(name);
        if (byAlgorithm.size() > MOST_DIGESTS) {
            throw new IllegalArgumentException(name + " has more than " + MOST_DIGESTS + " digests");
        }
        RecordFields values = new RecordFields(byAlgorithm);
        List<Checksum> digests = new ArrayList<>();
        byAlgorithm.keySet().forEach(algorithm -> digests.add(new Checksum(algorithm, values.text(algorithm))));
        return digests;
    }

    static Map<String, Object> ofDigests(List<Checksum> digests) {
        Map<String, Object> byAlgorithm = new TreeMap<>();
        digests.forEach(digest -> byAlgorithm.put(digest.algorithm(), digest.hex()));
        return byAlgorithm;
    }

    private <T> T value(String name, Class<T> type) {
        Object value = fields.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(name + " must be a " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
