// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Property
    void anyTextIsParsedBack(@ForAll String name, @ForAll String value) throws Exception {
        String json = JsonText.of(Map.of(name, List.of(value, Map.of())));

        assertThat(json).matches("[\\x20-\\x7f]*");
        assertThat(JSON.std.mapFrom(json)).isEqualTo(Map.of(name, List.of(value, Map.of())));
    }

    @Property
    void numbersAreParsedBack(@ForAll long number, @ForAll boolean yes) throws Exception {
        Map<String, Object> read = JSON.std.mapFrom(JsonText.of(Map.of("a", number, "b", yes, "c", 1.5)));

        assertThat(read.get("a")).hasToString(Long.toString(number));
        assertThat(read).containsEntry("b", yes).containsEntry("c", 1.5);
    }

    @Test
    void nonAsciiIsEscaped() {
        assertThat(JsonText.of("\u00fc\u0000\n\u007f\ud83d\ude00"))
                .isEqualTo("\"\\u00fc\\u0000\\u000a\\u007f\\ud83d\\ude00\"");
        assertThat(JsonText.of("a \"b\\c\"")).isEqualTo("\"a \\\"b\\\\c\\\"\"");
    }

    @Test
    void fieldsAndElementsKeepTheirOrder() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("b", List.of());
        fields.put("a", List.of(1, true, Map.of()));

        assertThat(JsonText.of(fields)).isEqualTo("{\"b\":[],\"a\":[1,true,{}]}");
    }

    @Test
    void valueThatJsonDoesNotHaveIsRefused() {
        for (Object value : new Object[] {new Object(), Double.NaN, Double.POSITIVE_INFINITY, 'c'}) {
            assertThatThrownBy(() -> JsonText.of(Map.of("a", value))).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
