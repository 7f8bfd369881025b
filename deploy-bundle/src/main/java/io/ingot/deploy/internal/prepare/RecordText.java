// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.jr.ob.JSON;
import io.ingot.image.Checksum;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A record as JSON, for people, too; read back, it is bounded and checked like anything that others may have written. */
final class RecordText {
    /** Bytes that a record may have. */
    static final int MOST = 1 << 20;

    private static final int FORMAT = 1;
    private static final int DEEPEST = 8;
    private static final int MOST_FILES = 64;
    private static final JSON JSON_OBJECTS = JSON.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(32)
                            .maxStringLength(MOST)
                            .build())
                    .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(JSON.Feature.PRETTY_PRINT_OUTPUT)
            .build();

    private RecordText() {}

    static byte[] write(NodeRecord record) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("format", FORMAT);
        object.put("state", record.state().name().toLowerCase(Locale.ROOT));
        object.put("standing", record.standing().stream().map(RecordText::file).toList());
        object.put("coming", record.coming().stream().map(RecordText::file).toList());
        return JSON_OBJECTS.asBytes(object);
    }

    /** @throws IllegalArgumentException saying what is wrong, if these are not the bytes of a record that is known here */
    static NodeRecord read(byte[] bytes) {
        Map<String, Object> object;
        try {
            object = JSON_OBJECTS.mapFrom(bytes);
        } catch (IOException e) {
            throw new IllegalArgumentException("it is no JSON object", e);
        }
        if (object == null) {
            throw new IllegalArgumentException("it is no JSON object");
        }
        if (!Integer.valueOf(FORMAT).equals(object.get("format"))) {
            throw new IllegalArgumentException(
                    "its format is " + object.get("format") + ", this version of Ingot knows " + FORMAT);
        }
        NodeRecord.State state = NodeRecord.State.valueOf(text(object, "state").toUpperCase(Locale.ROOT));
        return new NodeRecord(state, files(object, "standing"), files(object, "coming"));
    }

    private static Map<String, Object> file(PlacedFile file) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("role", file.role());
        object.put("name", file.name());
        object.put("reference", file.reference());
        object.put("size", file.identity().size());
        object.put("inode", file.identity().inode());
        object.put("modifiedNanos", file.identity().modifiedNanos());
        Map<String, String> digests = new TreeMap<>();
        file.digests().forEach(digest -> digests.put(digest.algorithm(), digest.hex()));
        object.put("digests", digests);
        return object;
    }

    private static List<PlacedFile> files(Map<?, ?> object, String name) {
        if (!(object.get(name) instanceof List<?> list) || list.size() > MOST_FILES) {
            throw new IllegalArgumentException(name + " must be a list of at most " + MOST_FILES + " files");
        }
        List<PlacedFile> files = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> file)) {
                throw new IllegalArgumentException(name + " must hold objects");
            }
            files.add(new PlacedFile(
                    text(file, "role"),
                    text(file, "name"),
                    text(file, "reference"),
                    digests(file),
                    new FileIdentity(number(file, "inode"), number(file, "size"), number(file, "modifiedNanos"))));
        }
        return files;
    }

    private static List<Checksum> digests(Map<?, ?> file) {
        if (!(file.get("digests") instanceof Map<?, ?> byAlgorithm)) {
            throw new IllegalArgumentException("digests must be an object");
        }
        return byAlgorithm.entrySet().stream()
                .map(digest -> new Checksum(String.valueOf(digest.getKey()), String.valueOf(digest.getValue())))
                .toList();
    }

    private static String text(Map<?, ?> object, String name) {
        if (object.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(name + " must be a text");
    }

    private static long number(Map<?, ?> object, String name) {
        Object value = object.get(name);
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw new IllegalArgumentException(name + " must be a whole number");
    }
}
