// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonOutputTest {
    private static String json(Map<String, Object> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, UTF_8);
        new JsonOutput(stream, failure -> {}).result(CommandResult.of(fields, List.of()));
        return out.toString(UTF_8);
    }

    /** All control characters: C0, DEL, C1, and the line separators of Unicode. */
    @Test
    void controlCharactersAreEscaped() throws Exception {
        StringBuilder controls = new StringBuilder();
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                controls.append(c);
            }
        }
        assertThat(controls).hasSize(32 + 33 + 2);

        for (char c : controls.toString().toCharArray()) {
            String text = "a" + c + "b";
            String json = json(Map.of(text, text));

            assertThat(json).as("U+%04x", (int) c).matches("[\\x20-\\x7e]+\\n").contains("\\u%04x".formatted((int) c));
            assertThat(JSON.std.mapFrom(json)).isEqualTo(Map.of(text, text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"", "\\", "/", "\\u0041", "null", "true", "1", "ü", "€", "\ud83d\ude00", "\ud83d", "\ude00x"})
    void textsComeBackFromJson(String text) throws Exception {
        String json = json(Map.of("a", text));

        assertThat(json).matches("[\\x20-\\x7e]+\\n");
        assertThat(JSON.std.mapFrom(json)).isEqualTo(Map.of("a", text));
    }

    @Test
    void numbersAreValidJson() {
        assertThat(json(Map.of("a", List.of(0, -1, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE))))
                .isEqualTo("{\"a\":[0,-1,-2147483648,9223372036854775807,-9223372036854775808]}\n");
        assertThat(json(Map.of("a", List.of(0.0, -0.5, 1.5, 1e-9, 1e300))))
                .isEqualTo("{\"a\":[0.0,-0.5,1.5,1.0E-9,1.0E300]}\n");
    }

    @Test
    void numbersThatJsonDoesNotHaveAreRefused() {
        assertThatThrownBy(() -> json(Map.of("a", Double.NaN))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> json(Map.of("a", Double.POSITIVE_INFINITY)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** An absent fact is left out: it is never null. */
    @Test
    @SuppressWarnings("NullAway") // the test passes null on purpose
    void nullIsRefused() {
        assertThatThrownBy(() -> json(Collections.singletonMap("a", null))).isInstanceOf(NullPointerException.class);
    }
}
