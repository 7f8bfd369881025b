// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.record;

import io.ingot.common.json.BoundedJson;
import io.ingot.common.json.JsonFields;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Parses records of one type. Remembers the last ones, since a hit reads the same few records several times: bytes that
 * are the same as before are not parsed again. Safe for concurrent use.
 */
final class RecordParser<T> {
    private static final int MAX_REMEMBERED = 32;
    private static final int MAX_REMEMBERED_BYTES = 4096;

    private final BoundedJson json;
    private final Function<JsonFields, T> reader;
    private final Map<Path, Parsed<T>> remembered = new LinkedHashMap<>(); // guarded by itself, the oldest first

    /** @param reader makes an immutable value of the fields of a record */
    RecordParser(BoundedJson json, Function<JsonFields, T> reader) {
        this.json = json;
        this.reader = reader;
    }

    private record Parsed<T>(ByteBuffer bytes, T value) {}

    /**
     * Returns the record that a file has.
     *
     * @throws IOException if the bytes are not JSON
     * @throws IllegalArgumentException if a field is missing or wrong
     * @throws ArithmeticException if a number is too large
     */
    T parse(Path file, byte[] bytes) throws IOException {
        Parsed<T> last;
        synchronized (remembered) {
            last = remembered.get(file);
        }
        if (last != null && last.bytes().equals(ByteBuffer.wrap(bytes))) {
            return last.value();
        }
        T value = reader.apply(new JsonFields(json.read(bytes)));
        if (bytes.length <= MAX_REMEMBERED_BYTES) {
            remember(file, new Parsed<>(ByteBuffer.wrap(bytes), value));
        }
        return value;
    }

    private void remember(Path file, Parsed<T> parsed) {
        synchronized (remembered) {
            remembered.remove(file);
            remembered.put(file, parsed);
            if (remembered.size() > MAX_REMEMBERED) {
                remembered.remove(remembered.keySet().iterator().next());
            }
        }
    }
}
