// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.json;

import io.ingot.image.Checksum;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The fields of a parsed object. Each method throws {@link IllegalArgumentException}, naming the field, if the field is
 * missing or has another type.
 */
public final class JsonFields {
    private static final int MAX_DIGESTS = 32;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Map<?, ?> fields;

    /** Creates a view of the fields of an object. */
    public JsonFields(Map<?, ?> fields) {
        this.fields = fields;
    }

    /** Returns a string. */
    public String text(String name) {
        return value(name, String.class);
    }

    /** Returns a boolean; false if the field is missing. */
    public boolean flag(String name) {
        return fields.containsKey(name) && value(name, Boolean.class);
    }

    /** Returns a 64-bit integer. */
    public long number(String name) {
        Number number = value(name, Number.class);
        if (!(number instanceof Integer || number instanceof Long)) {
            throw new IllegalArgumentException(name + " must be a whole number of 64 bits");
        }
        return number.longValue();
    }

    /** Returns a 64-bit integer that is not negative. */
    public long size(String name) {
        long size = number(name);
        if (size < 0) {
            throw new IllegalArgumentException(name + " must not be negative, was " + size);
        }
        return size;
    }

    /** Returns a SHA-256 as 64 hexadecimal digits in lower case. */
    public String sha256(String name) {
        String hex = text(name);
        if (!SHA256.matcher(hex).matches()) {
            throw new IllegalArgumentException(name + " must have 64 hexadecimal digits");
        }
        return hex;
    }

    /** Returns an instant in ISO 8601 format. */
    public Instant instant(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + " must be an instant", e);
        }
    }

    /** Returns an object, with its fields in order. */
    public Map<String, ?> object(String name) {
        Map<String, Object> object = new LinkedHashMap<>();
        Map<?, ?> found = value(name, Map.class);
        found.forEach((field, value) -> object.put(String.valueOf(field), value));
        return object;
    }

    /** Returns a list of objects. */
    public List<JsonFields> objects(String name) {
        List<JsonFields> objects = new ArrayList<>();
        for (Object element : value(name, List.class)) {
            if (!(element instanceof Map<?, ?> object)) {
                throw new IllegalArgumentException(name + " must list objects");
            }
            objects.add(new JsonFields(object));
        }
        return objects;
    }

    /** Returns digests from an object of hexadecimal digits by algorithm, at most 32. */
    public List<Checksum> digests(String name) {
        Map<String, ?> byAlgorithm = object(name);
        if (byAlgorithm.size() > MAX_DIGESTS) {
            throw new IllegalArgumentException(name + " has more than " + MAX_DIGESTS + " digests");
        }
        JsonFields values = new JsonFields(byAlgorithm);
        List<Checksum> digests = new ArrayList<>();
        byAlgorithm.keySet().forEach(algorithm -> digests.add(new Checksum(algorithm, values.text(algorithm))));
        return digests;
    }

    /** Returns the object that {@link #digests} reads. */
    public static Map<String, Object> ofDigests(List<Checksum> digests) {
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
