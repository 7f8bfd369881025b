// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedJsonTest {
    private static final BoundedJson JSON = new BoundedJson(100, 4);

    @Test
    void writtenObjectIsReadBack() throws IOException {
        Map<String, Object> object = Map.of("a", List.of("x", 1, true), "b", Map.of("c", 1L << 40));

        assertThat(JSON.read(JSON.writeIndented(object))).isEqualTo(object);
        assertThat(JSON.read(JSON.write(object).getBytes(UTF_8))).isEqualTo(object);
        assertThat(JSON.write(object)).doesNotContain("\n");
        assertThat(new String(JSON.writeIndented(object), UTF_8)).contains("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"a\"",
                "7",
                "{",
                "{\"a\":1",
                "{\"a\":1,\"a\":2}",
                "{\"b\":{\"a\":1,\"a\":2}}",
                "{\"a\":[[[[1]]]]}",
                "{\"a\":1111111111111111111111111111111111}",
                "not JSON"
            })
    void anythingButOneBoundedObjectIsRefused(String text) {
        assertThatIOException().isThrownBy(() -> JSON.read(text.getBytes(UTF_8)));
    }

    @Test
    void largerTextIsRefused() throws IOException {
        String spaces = " ".repeat(98);

        assertThat(JSON.read(("{}" + spaces).getBytes(UTF_8))).isEmpty();
        assertThatIOException()
                .isThrownBy(() -> JSON.read(("{}" + spaces + " ").getBytes(UTF_8)))
                .withMessage("more than 100 bytes");
        assertThatIOException().isThrownBy(() -> JSON.readValue("[]" + spaces + " "));
    }

    @Test
    void anyValueIsParsed() throws IOException {
        assertThat(JSON.readValue("[1, \"a\"]")).isEqualTo(List.of(1, "a"));
        assertThatIOException().isThrownBy(() -> JSON.readValue("{\"a\":1,\"a\":2}"));
    }

    @Test
    void valueThatJsonDoesNotHaveIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> JSON.write(Map.of("a", new Object())));
    }
}
