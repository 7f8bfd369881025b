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
 * The fields of an object that was read. Each method throws {@link IllegalArgumentException}, naming the field, if the field
 * is missing or has another type.
 */
public final class JsonFields {
    private static final int MOST_DIGESTS = 32;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Map<?, ?> fields;

    /** The fields of this object. */
    public JsonFields(Map<?, ?> fields) {
        this.fields = fields;
    }

    /** A text. */
    public String text(String name) {
        return value(name, String.class);
    }

    /** A boolean; false if the field is missing. */
    public boolean flag(String name) {
        return fields.containsKey(name) && value(name, Boolean.class);
    }

    /** A whole number of 64 bits. */
    public long number(String name) {
        Number number = value(name, Number.class);
        if (!(number instanceof Integer || number instanceof Long)) {
            throw new IllegalArgumentException(name + " must be a whole number of 64 bits");
        }
        return number.longValue();
    }

    /** A whole number that is not negative. */
    public long size(String name) {
        long size = number(name);
        if (size < 0) {
            throw new IllegalArgumentException(name + " must not be negative, was " + size);
        }
        return size;
    }

    /** A SHA-256 as 64 hexadecimal digits in lower case. */
    public String sha256(String name) {
        String hex = text(name);
        if (!SHA256.matcher(hex).matches()) {
            throw new IllegalArgumentException(name + " must have 64 hexadecimal digits");
        }
        return hex;
    }

    /** An instant in the form of ISO 8601. */
    public Instant instant(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + " must be an instant", e);
        }
    }

    /** An object, with its fields in their order. */
    public Map<String, ?> object(String name) {
        Map<String, Object> object = new LinkedHashMap<>();
        Map<?, ?> found = value(name, Map.class);
        found.forEach((field, value) -> object.put(String.valueOf(field), value));
        return object;
    }

    /** A list of objects. */
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

    /** An object of hexadecimal digests by algorithm, 32 at most. */
    public List<Checksum> digests(String name) {
        Map<String, ?> byAlgorithm = object(name);
        if (byAlgorithm.size() > MOST_DIGESTS) {
            throw new IllegalArgumentException(name + " has more than " + MOST_DIGESTS + " digests");
        }
        JsonFields values = new JsonFields(byAlgorithm);
        List<Checksum> digests = new ArrayList<>();
        byAlgorithm.keySet().forEach(algorithm -> digests.add(new Checksum(algorithm, values.text(algorithm))));
        return digests;
    }

    /** The object that {@link #digests} reads. */
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
