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
 * Ironic's {@code instance_info}, which describes the deployment of a node, as fields by name. Values are those of
 * JSON: strings, numbers, booleans, lists and maps, copied and limited in number and depth. A null field counts as
 * missing. The planner interprets the fields. Immutable.
 */
public final class InstanceInfo {
    /** The maximum number of fields, entries and elements on all levels. */
    public static final int MAX_VALUES = 10_000;
    /** The maximum depth of lists and maps. */
    public static final int MAX_DEPTH = 32;

    private final Map<String, Object> fields;

    private InstanceInfo(Map<String, Object> fields) {
        this.fields = fields;
    }

    /**
     * Copies fields.
     *
     * @throws ImageException INVALID_METADATA if a value has a type that JSON does not have, or a limit is exceeded
     */
    public static InstanceInfo of(Map<String, ?> fields) throws ImageException {
        return new InstanceInfo(new Copier().map(fields, 1));
    }

    /** Returns the names of the fields, sorted. */
    public Set<String> fields() {
        return fields.keySet();
    }

    /** Returns the value of a field; absent if the field is missing or null. */
    public Optional<Object> value(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    /** Returns the names of the fields, but no values, which may be secrets. */
    @Override
    public String toString() {
        return "instance_info" + fields.keySet();
    }

    /** Makes one deep copy. */
    private static final class Copier {
        private int values;

        private Map<String, Object> map(Map<?, ?> source, int depth) throws ImageException {
            checkDepth(depth);
            Map<String, Object> copy = new TreeMap<>();
            for (Map.Entry<?, ?> entry : source.entrySet()) {
                if (!(entry.getKey() instanceof String name)) {
                    throw invalid("a name is not a string");
                }
                Object value = value(entry.getValue(), depth);
                if (value != null) {
                    copy.put(name, value);
                }
            }
            return Collections.unmodifiableMap(copy);
        }

        private List<Object> list(List<?> source, int depth) throws ImageException {
            checkDepth(depth);
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
                throw invalid("it has more than " + MAX_VALUES + " values");
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
            throw invalid("a value has the type " + source.getClass().getSimpleName() + ", which JSON does not have");
        }

        /** Accepts numbers of the JDK only: a foreign type would pin its class loader. */
        private static boolean isNumber(Object source) {
            return source instanceof Number && source.getClass().getName().startsWith("java.");
        }

        private static void checkDepth(int depth) throws ImageException {
            if (depth > MAX_DEPTH) {
                throw invalid("it is nested more than " + MAX_DEPTH + " levels deep");
            }
        }

        private static ImageException invalid(String reason) {
            return new ImageException(ErrorCode.INVALID_METADATA, "instance_info cannot be used: " + reason);
        }
    }
}
