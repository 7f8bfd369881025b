// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Map;

/** Records as JSON, one object each: indented for people, bounded when it is read back. */
final class StoreJson {
    /** Bytes that a record may have. */
    static final int MOST = 256 * 1024;

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

    private StoreJson() {}

    static byte[] write(Map<String, Object> object) throws IOException {
        return JSON_OBJECTS.asBytes(object);
    }

    /** @throws IOException if it is not one object, or beyond the bounds */
    static Map<String, Object> read(byte[] bytes) throws IOException {
        try {
            Map<String, Object> object = JSON_OBJECTS.mapFrom(bytes);
            if (object == null) {
                throw new IOException("it is no object");
            }
            return object;
        } catch (JsonProcessingException e) {
            throw new IOException(e.getOriginalMessage(), e);
        }
    }
}
