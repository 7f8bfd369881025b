// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes JSON as maps, lists, strings, numbers and booleans of the JDK. Limits the size, depth and numbers of
 * a document, and refuses duplicate fields. Immutable.
 */
public final class BoundedJson {
    private static final int MAX_NUMBER_LENGTH = 32;

    private final int maxBytes;
    private final JSON compact;
    private final JSON indented;

    /**
     * Creates a reader and writer with limits.
     *
     * @param maxBytes the maximum size of a document
     * @param maxDepth the maximum depth of objects and lists
     */
    public BoundedJson(int maxBytes, int maxDepth) {
        this.maxBytes = maxBytes;
        this.compact = JSON.builder(factory(maxBytes, maxDepth, MAX_NUMBER_LENGTH))
                .disable(JSON.Feature.HANDLE_JAVA_BEANS)
                .enable(JSON.Feature.FAIL_ON_UNKNOWN_TYPE_WRITE)
                .build();
        this.indented = compact.with(JSON.Feature.PRETTY_PRINT_OUTPUT);
    }

    /** Returns a factory of parsers with limits. */
    public static JsonFactory factory(int maxBytes, int maxDepth, int maxNumberLength) {
        return builder(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .maxNumberLength(maxNumberLength)
                        .maxStringLength(maxBytes)
                        .maxNameLength(maxBytes)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    /**
     * Returns a builder of factories that recycle no buffers: buffers in the threads of callers would pin the classes
     * of a stopped bundle.
     */
    public static JsonFactoryBuilder builder(StreamReadConstraints constraints) {
        return new JsonFactoryBuilder()
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .streamReadConstraints(constraints);
    }

    /**
     * Parses an object.
     *
     * @throws IOException if the text is not a single JSON object within the limits; the message may quote the text
     */
    public Map<String, @Nullable Object> read(byte[] text) throws IOException {
        if (text.length > maxBytes) {
            throw new IOException("more than " + maxBytes + " bytes");
        }
        @Nullable Map<String, @Nullable Object> object;
        try {
            object = compact.mapFrom(text);
        } catch (JsonProcessingException e) {
            throw new IOException(e.getOriginalMessage(), e);
        }
        if (object == null) {
            throw new IOException("not a JSON object");
        }
        return object;
    }

    /**
     * Parses any value.
     *
     * @throws IOException if the text is not a single JSON value within the limits; the message may quote the text
     */
    public @Nullable Object readValue(String text) throws IOException {
        if (text.length() > maxBytes) {
            throw new IOException("more than " + maxBytes + " characters");
        }
        return compact.anyFrom(text);
    }

    /**
     * Writes a value on one line.
     *
     * @throws IllegalArgumentException if JSON does not have such a value
     */
    public String write(Object value) {
        try {
            return compact.asString(value);
        } catch (IOException e) {
            throw new IllegalArgumentException("not a JSON value", e);
        }
    }

    /**
     * Writes an object in UTF-8, indented for people.
     *
     * @throws IllegalArgumentException if JSON does not have such a value
     */
    public byte[] writeIndented(Map<String, ?> object) {
        try {
            return indented.asBytes(object);
        } catch (IOException e) {
            throw new IllegalArgumentException("not a JSON value", e);
        }
    }
}
