// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.common.text.JsonText;
import io.ingot.common.text.Printable;
import io.ingot.seeds.LinearWork;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearOutputTest {
    @Test
    void jsonIsWrittenInLinearTime() {
        LinearWork.assertLinearMemory("entries", 1_000, count -> {
            Map<String, String> properties = new TreeMap<>();
            for (int i = 0; i < count; i++) {
                properties.put("p" + i, "v");
            }
            return () ->
                    assertThat(JsonText.of(Map.of("properties", properties))).hasSizeGreaterThan(count);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\n", "\u202e", "\u0301", "\u4e00", "\ud83d", "\"", "\\"})
    void textOfServersIsPrintedInLinearTime(String repeated) {
        LinearWork.assertLinearMemory(repeated, 2_000, count -> () -> {
            String text = repeated.repeat(count);
            assertThat(Printable.line(text)).isNotEmpty();
            assertThat(DisplayWidth.of(DisplayWidth.shortened(text, 40))).isLessThanOrEqualTo(40);
            assertThat(JsonText.of(Map.of("text", text))).isNotEmpty();
        });
    }
}
