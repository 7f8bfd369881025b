// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.image;

import io.ingot.glance.internal.document.JsonDocument;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Converts attributes of an image to texts, the form in which a conductor reads them. */
final class Attributes {
    /**
     * Attributes with a field of their own in {@code ImageInfo}, links of the API, and locations, which contain
     * credentials of stores.
     */
    private static final Set<String> EXCLUDED = Set.of(
            "size",
            "updated_at",
            "disk_format",
            "container_format",
            "checksum",
            "os_hash_algo",
            "os_hash_value",
            "locations",
            "direct_url",
            "file",
            "self",
            "schema",
            "stores");

    private static final Set<String> TIMES = Set.of("created_at", "deleted_at");
    /** Structures that Glance stores as JSON text, since its properties are texts. */
    private static final Set<String> STRUCTURES = Set.of("block_device_mapping", "mappings");

    private Attributes() {}

    /** Converts the attributes that have a value: numbers and booleans as written, structures as canonical JSON. */
    static Map<String, String> texts(Map<String, @Nullable Object> attributes) {
        Map<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, @Nullable Object> attribute : attributes.entrySet()) {
            Object value = attribute.getValue();
            if (value != null && !isEmpty(value) && !EXCLUDED.contains(attribute.getKey())) {
                texts.put(attribute.getKey(), text(attribute.getKey(), value));
            }
        }
        return texts;
    }

    /** The names of the attributes that should contain a structure and do not. */
    static Set<String> malformed(Map<String, @Nullable Object> attributes) {
        Set<String> names = new TreeSet<>();
        for (String name : STRUCTURES) {
            if (attributes.get(name) instanceof String text
                    && !text.isEmpty()
                    && structure(text).isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    private static boolean isEmpty(Object value) {
        return (value instanceof String text && text.isEmpty())
                || (value instanceof Collection<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty());
    }

    private static String text(String name, Object value) {
        if (!(value instanceof String text)) {
            return JsonDocument.write(value);
        }
        if (TIMES.contains(name)) {
            return GlanceTime.parse(text).map(Object::toString).orElse(text);
        }
        if (STRUCTURES.contains(name)) {
            return structure(text).map(JsonDocument::write).orElse(text);
        }
        return text;
    }

    private static Optional<Object> structure(String text) {
        return Optional.ofNullable(JsonDocument.decode(text))
                .filter(value -> value instanceof Collection<?> || value instanceof Map<?, ?>);
    }
}
