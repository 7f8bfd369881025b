// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.jr.ob.JSON;
import io.ingot.image.Checksum;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Records as JSON, indented for people, bounded when they are read back. */
final class RecordJson {
    /** The format that is written. */
    static final int FORMAT = 1;
    /** Bytes that a record may have. */
    static final int MOST = 1024 * 1024;

    private static final int DEEPEST = 8;
    private static final int LONGEST_NUMBER = 32;
    private static final JSON JSON_OBJECTS = JSON.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxStringLength(MOST)
                            .maxNameLength(MOST)
                            .build())
                    .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(JSON.Feature.PRETTY_PRINT_OUTPUT)
            .build();

    private RecordJson() {}

    static byte[] write(NodeRecord record) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("format", FORMAT);
        object.put("state", record.state().name().toLowerCase(Locale.ROOT));
        object.put("files", record.files().stream().map(RecordJson::object).toList());
        if (record.isPlacing()) {
            object.put("next", record.next().stream().map(RecordJson::object).toList());
        }
        return JSON_OBJECTS.asBytes(object);
    }

    private static Map<String, Object> object(PlacedFile file) {
        Map<String, Object> digests = new LinkedHashMap<>();
        file.digests().forEach(digest -> digests.put(digest.algorithm(), digest.hex()));
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("role", file.role());
        object.put("file", file.name());
        object.put("reference", file.reference());
        object.put("size", file.size());
        object.put("digests", digests);
        object.put("inode", file.inode());
        object.put("modified", file.modified().toString());
        return object;
    }

    /** @throws IllegalArgumentException if it is no record, or a newer one; the message says why */
    static NodeRecord read(byte[] bytes) throws IOException {
        try {
            Map<String, Object> object = JSON_OBJECTS.mapFrom(bytes);
            if (object == null) {
                throw new IllegalArgumentException("it is no object");
            }
            return record(object);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    private static NodeRecord record(Map<String, Object> object) {
        long format = number(object, "format");
        if (format > FORMAT) {
            throw new IllegalArgumentException(
                    "it is of format " + format + ", this program knows format " + FORMAT + " at the most");
        }
        String state = value(object, "state", String.class);
        return switch (state) {
            case "prepared" -> NodeRecord.prepared(files(object, "files"));
            case "placing" -> NodeRecord.prepared(files(object, "files")).placing(files(object, "next"));
            default -> throw new IllegalArgumentException("state must be prepared or placing");
        };
    }

    private static List<PlacedFile> files(Map<String, Object> object, String name) {
        List<PlacedFile> files = new ArrayList<>();
        for (Object element : value(object, name, List.class)) {
            if (!(element instanceof Map<?, ?> fields)) {
                throw new IllegalArgumentException(name + " must have objects");
            }
            files.add(file(fields));
        }
        return files;
    }

    private static PlacedFile file(Map<?, ?> fields) {
        return new PlacedFile(
                value(fields, "role", String.class),
                value(fields, "file", String.class),
                value(fields, "reference", String.class),
                digests(value(fields, "digests", Map.class)),
                number(fields, "inode"),
                number(fields, "size"),
                instant(fields, "modified"));
    }

    private static List<Checksum> digests(Map<?, ?> byAlgorithm) {
        List<Checksum> digests = new ArrayList<>();
        for (Object algorithm : byAlgorithm.keySet()) {
            String name = String.valueOf(algorithm);
            digests.add(new Checksum(name, value(byAlgorithm, name, String.class)));
        }
        return digests;
    }

    private static long number(Map<?, ?> fields, String name) {
        Number number = value(fields, name, Number.class);
        if (!(number instanceof Integer || number instanceof Long)) {
            throw new IllegalArgumentException(name + " must be a whole number of 64 bits");
        }
        return number.longValue();
    }

    private static Instant instant(Map<?, ?> fields, String name) {
        try {
            return Instant.parse(value(fields, name, String.class));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + " must be an instant", e);
        }
    }

    private static <T> T value(Map<?, ?> fields, String name, Class<T> type) {
        Object value = fields.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(name + " must be a " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
