// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.record;

import com.fasterxml.jackson.jr.ob.JSON;
import io.ingot.common.json.BoundedJson;
import io.ingot.common.json.JsonFields;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Converts records to indented JSON and back, within bounds. */
final class RecordJson {
    /** The version of the format that is written. */
    static final int FORMAT = 1;
    /** The maximum size of a record. */
    static final int MAX_BYTES = 1024 * 1024;

    private static final BoundedJson JSON = new BoundedJson(MAX_BYTES, 8);

    private RecordJson() {}

    static byte[] write(NodeRecord record) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("format", FORMAT);
        object.put("state", record.state().name().toLowerCase(Locale.ROOT));
        object.put("files", record.files().stream().map(RecordJson::object).toList());
        if (record.isPlacing()) {
            object.put("next", record.next().stream().map(RecordJson::object).toList());
        }
        return JSON.writeIndented(object);
    }

    private static Map<String, Object> object(PlacedFile file) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("role", file.role());
        object.put("file", file.name());
        object.put("reference", file.reference());
        object.put("size", file.size());
        object.put("digests", JsonFields.ofDigests(file.digests()));
        object.put("inode", file.inode());
        object.put("modified", file.modified().toString());
        return object;
    }

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException if the text is not a record, or has a newer format; with the reason
     */
    static NodeRecord read(byte[] bytes) {
        try {
            return record(new JsonFields(JSON.read(bytes)));
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static NodeRecord record(JsonFields fields) {
        long format = fields.number("format");
        if (format > FORMAT) {
            throw new IllegalArgumentException(
                    "format " + format + " is not supported, this version of Ingot reads formats up to " + FORMAT);
        }
        return switch (fields.text("state")) {
            case "prepared" -> NodeRecord.prepared(files(fields, "files"));
            case "placing" -> NodeRecord.prepared(files(fields, "files")).placing(files(fields, "next"));
            default -> throw new IllegalArgumentException("state must be prepared or placing");
        };
    }

    private static List<PlacedFile> files(JsonFields fields, String name) {
        return fields.objects(name).stream().map(RecordJson::file).toList();
    }

    private static PlacedFile file(JsonFields fields) {
        return new PlacedFile(
                fields.text("role"),
                fields.text("file"),
                fields.text("reference"),
                fields.digests("digests"),
                fields.number("inode"),
                fields.number("size"),
                fields.instant("modified"));
    }
}
