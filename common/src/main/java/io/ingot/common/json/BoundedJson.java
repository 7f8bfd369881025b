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
 * Reads and writes JSON as maps, lists, texts, numbers and booleans of the JDK. What is read has a bound in every way, and
 * no object names a field twice. Immutable.
 */
public final class BoundedJson {
    private static final int LONGEST_NUMBER = 32;

    private final int mostBytes;
    private final JSON compact;
    private final JSON indented;

    /**
     * JSON of this size.
     *
     * @param mostBytes the largest text that is read
     * @param deepest how deep objects and lists may be nested
     */
    public BoundedJson(int mostBytes, int deepest) {
        this.mostBytes = mostBytes;
        this.compact = JSON.builder(factory(mostBytes, deepest, LONGEST_NUMBER))
                .disable(JSON.Feature.HANDLE_JAVA_BEANS)
                .enable(JSON.Feature.FAIL_ON_UNKNOWN_TYPE_WRITE)
                .build();
        this.indented = compact.with(JSON.Feature.PRETTY_PRINT_OUTPUT);
    }

    /** A factory of parsers with these bounds. */
    public static JsonFactory factory(int mostBytes, int deepest, int longestNumber) {
        return builder(StreamReadConstraints.builder()
                        .maxNestingDepth(deepest)
                        .maxNumberLength(longestNumber)
                        .maxStringLength(mostBytes)
                        .maxNameLength(mostBytes)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    /**
     * Builds a factory that recycles no buffers: those that it left in the threads of callers would keep the classes of a
     * stopped bundle alive.
     */
    public static JsonFactoryBuilder builder(StreamReadConstraints constraints) {
        return new JsonFactoryBuilder()
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .streamReadConstraints(constraints);
    }

    /**
     * Reads an object.
     *
     * @throws IOException if the text is larger, or not one JSON object within the bounds; the message may quote the text
     */
    public Map<String, @Nullable Object> read(byte[] text) throws IOException {
        if (text.length > mostBytes) {
            throw new IOException("more than " + mostBytes + " bytes");
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
     * Reads any value.
     *
     * @throws IOException if the text is larger, or not one JSON value within the bounds; the message may quote the text
     */
    public @Nullable Object readValue(String text) throws IOException {
        if (text.length() > mostBytes) {
            throw new IOException("more than " + mostBytes + " characters");
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
            throw new IllegalArgumentException("not a value of JSON", e);
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
            throw new IllegalArgumentException("not a value of JSON", e);
        }
    }
}
