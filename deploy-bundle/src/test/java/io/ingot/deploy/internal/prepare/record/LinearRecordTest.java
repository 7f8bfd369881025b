// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.seeds.LinearWork;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearRecordTest {
    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "1", "\"a\",", " ", "{},", "\\u0041", "\\"})
    void recordIsParsedInLinearTime(String repeated) {
        for (String begin : new String[] {"", "{\"files\": [", "{\"format\": 1, \"state\": \""}) {
            LinearWork.assertLinearMemory(begin + repeated, 1_000, count -> () -> read(begin + repeated.repeat(count)));
        }
    }

    @Test
    void filesOfARecordAreParsedInLinearTime() {
        LinearWork.assertLinearMemory("files", 500, count -> {
            String files = IntStream.range(0, count)
                    .mapToObj(
                            i -> "{\"role\": \"image\", \"file\": \"image\", \"reference\": \"http://mirror.example/\","
                                    + " \"digests\": {}, \"inode\": 1, \"size\": 1, \"modified\": \"2026-01-01T00:00:00Z\"}")
                    .collect(Collectors.joining(", "));
            String record = "{\"format\": 1, \"state\": \"prepared\", \"files\": [" + files + "]}";
            return () -> assertThat(read(record)).isEqualTo(count);
        });
    }

    /** The number of files; -1 for a record that is refused. */
    private static int read(String text) {
        try {
            return RecordJson.read(text.getBytes(UTF_8)).files().size();
        } catch (IllegalArgumentException e) {
            assertThat(String.valueOf(e.getMessage())).hasSizeLessThan(1_000);
            return -1;
        }
    }
}
