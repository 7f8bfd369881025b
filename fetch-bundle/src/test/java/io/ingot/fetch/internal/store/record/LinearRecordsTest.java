// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.common.json.BoundedJson;
import io.ingot.common.json.JsonFields;
import io.ingot.seeds.LinearWork;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearRecordsTest {
    private static final BoundedJson JSON = new BoundedJson(256 * 1024, 8);

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "1", "\"a\",", " ", "{},", "\\u0041", "\\"})
    void recordIsReadInProportionToItsText(String repeated) {
        for (String begin : new String[] {"", "{\"info\": [", "{\"info\": {\"properties\": ", "{\"a\": \""}) {
            LinearWork.assertLinearMemory(begin + repeated, 1_000, count -> () -> read(begin + repeated.repeat(count)));
        }
    }

    @Test
    void fieldsAreReadInProportionToTheirNumber() {
        LinearWork.assertLinearMemory("fields", 1_000, count -> {
            String fields = IntStream.range(0, count)
                    .mapToObj(i -> "\"f" + i + "\": \"v\"")
                    .collect(Collectors.joining(", "));
            String key = "0".repeat(64);
            String record = "{\"key\": \"" + key + "\", \"sha256\": \"" + key + "\", \"mark\": \"" + key
                    + "\", \"reference\": \"http://mirror.example/\", \"recorded\": \"2026-01-01T00:00:00Z\","
                    + " \"info\": {\"properties\": {" + fields + "}}}";
            return () -> assertThat(read(record)).isEqualTo(count);
        });
    }

    /** The number of properties; -1 for a record that is damaged. */
    private static int read(String text) {
        try {
            return ReferenceRecord.read(new JsonFields(JSON.read(text.getBytes(UTF_8))))
                    .info()
                    .properties()
                    .size();
        } catch (IOException | IllegalArgumentException e) {
            assertThat(String.valueOf(e.getMessage())).hasSizeLessThan(1_000);
            return -1;
        }
    }
}
