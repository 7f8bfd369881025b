// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.deploy;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an operator says of a node's deployment: Ironic's {@code instance_info}, fields by name. Values are those of JSON:
 * texts, numbers, booleans, lists and maps, copied and bounded. A field that is null is as one that is not there.
 * Immutable. What it may mean is the planner's to judge.
 */
public final class InstanceInfo {
    /** Fields, entries and elements, at most, counted on all levels. */
    public static final int MAX_VALUES = 10_000;
    /** Levels of lists and maps, at most. */
    public static final int MAX_DEPTH = 32;

    private final Map<String, Object> fields;

    private InstanceInfo(Map<String, Object> fields) {
        this.fields = fields;
    }

    /**
     * Takes a copy.
     *
     * @throws ImageException INVALID_METADATA if a value is of another type than JSON has, or if there is too much of it
     */
    public static InstanceInfo of(Map<String, ?> fields) throws ImageException {
        return new InstanceInfo(new Copying().map(fields, 1));
    }

    /** The names of the fields that are there, sorted. */
    public Set<String> fields() {
        return fields.keySet();
    }

    /** The value of a field, if it is there. */
    public Optional<Object> value(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    /** The names of the fields: a value may be a secret. */
    @Override
    public String toString() {
        return "instance_info" + fields.keySet();
    }

    /** One copy being made. */
    private static final class Copying {
        private int values;

        private Map<String, Object> map(Map<?, ?> source, int depth) throws ImageException {
            requireShallow(depth);
            Map<String, Object> copy = new TreeMap<>();
            for (Map.Entry<?, ?> entry : source.entrySet()) {
                if (!(entry.getKey() instanceof String name)) {
                    throw wrong("a name in it is no text");
                }
                Object value = value(entry.getValue(), depth);
                if (value != null) {
                    copy.put(name, value);
                }
            }
            return Collections.unmodifiableMap(copy);
        }

        private List<Object> list(List<?> source, int depth) throws ImageException {
            requireShallow(depth);
            List<Object> copy = new ArrayList<>();
            for (Object element : source) {
                Object value = value(element, depth);
                if (value != null) {
                    copy.add(value);
                }
            }
            return List.copyOf(copy);
        }

        private @Nullable Object value(@Nullable Object source, int depth) throws ImageException {
            values++;
            if (values > MAX_VALUES) {
                throw wrong("it has more than " + MAX_VALUES + " values");
            }
            if (source == null || source instanceof String || source instanceof Boolean || isNumber(source)) {
                return source;
            }
            if (source instanceof Map<?, ?> map) {
                return map(map, depth + 1);
            }
            if (source instanceof List<?> list) {
                return list(list, depth + 1);
            }
            throw wrong("a value in it is a " + source.getClass().getSimpleName() + ", which JSON does not have");
        }

        /** Numbers of the JDK only: one of somebody else's would pin its class loader. */
        private static boolean isNumber(Object source) {
            return source instanceof Number && source.getClass().getName().startsWith("java.");
        }

        private static void requireShallow(int depth) throws ImageException {
            if (depth > MAX_DEPTH) {
                throw wrong("it is nested more than " + MAX_DEPTH + " levels deep");
            }
        }

        private static ImageException wrong(String why) {
            return new ImageException(ErrorCode.INVALID_METADATA, "instance_info cannot be used: " + why);
        }
    }
}
