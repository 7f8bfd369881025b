// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.document;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlDocumentTest {
    @Test
    void everyScalarIsAText() throws Exception {
        assertThat(read("{a: 007, b: 1e3, c: true, d: 2026-01-31, e: no, f: 'x', g: !!str 5, h: ! 6}"))
                .isEqualTo(Map.of(
                        "a",
                        "007",
                        "b",
                        "1e3",
                        "c",
                        "true",
                        "d",
                        "2026-01-31",
                        "e",
                        "no",
                        "f",
                        "x",
                        "g",
                        "5",
                        "h",
                        "6"));
    }

    @Test
    void emptyPlainScalarIsNullAndQuotedScalarIsAText() throws Exception {
        Map<String, @Nullable Object> expected = new HashMap<>();
        expected.put("a", null);
        expected.put("b", null);
        expected.put("c", null);
        expected.put("d", "");
        expected.put("e", "null");
        assertThat(read("a:\nb: ~\nc: null\nd: ''\ne: \"null\"")).isEqualTo(expected);
    }

    @Test
    void listsAndMappingsAreNested() throws Exception {
        assertThat(read("a: [b, {c: d}, ~]")).isEqualTo(Map.of("a", Arrays.asList("b", Map.of("c", "d"), null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing", "---\n", "\uFEFF", "~"})
    void emptyDocumentIsAnEmptyMapping(String text) throws Exception {
        assertThat(read(text)).isEmpty();
    }

    @Test
    void ownKeysAndEarlierMappingsOverrideMergedKeys() throws Exception {
        assertThat(read("a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {<<: [*a, *b], x: 3}"))
                .containsEntry("c", Map.of("x", "3", "y", "1", "z", "2"));
        assertThat(read("'<<': x")).isEqualTo(Map.of("<<", "x"));
    }

    @Test
    void aliasesShareTheirValue() throws Exception {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i <= 100; i++) {
            laughs.append(String.format(Locale.ROOT, "a%d: &a%d [*a%d, *a%d]\n", i, i, i - 1, i - 1));
        }
        Map<String, @Nullable Object> document = read(laughs.toString());

        assertThat(document).hasSize(101);
        assertThat(document.get("a100"))
                .isInstanceOfSatisfying(
                        List.class, last -> assertThat(last.get(0)).isSameAs(last.get(1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: [|line 1 is not valid YAML",
                "a: \"\\x|not valid YAML",
                "[a]|not a mapping",
                "a|not a mapping",
                "{a: *b}|line 1: alias without an anchor above it",
                "a: &a [*a]|line 1: alias without an anchor above it",
                "{a: b, a: c}|line 1: duplicate key",
                "{? [a] : b}|line 1: key is not a text",
                "{~: b}|line 1: key is not a text",
                "a: !!int 5|line 1: unsupported tag",
                "a: !!python/object:os.system []|line 1: unsupported tag",
                "a: !x {}|line 1: unsupported tag",
                "{<<: x}|line 1: merged value is not a mapping",
                "%YAML 2.0\u2028--- {}|not valid YAML"
            })
    void errorNamesTheLine(String text, String reason) {
        assertThatFailure(() -> read(text.replace('\u2028', '\n')))
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContaining(reason);
    }

    @Test
    void lineIsThatOfTheError() {
        assertThatFailure(() -> read("a: b\n\nc: !!float 1\n"))
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessage("the test cannot be read: line 3: unsupported tag");
    }

    @Test
    void secondDocumentIsRejected() {
        assertThatFailure(() -> read("a: b\n---\na: c"))
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContaining("line 2: second document");
    }

    @Test
    void nestingIsLimited() {
        assertThatFailure(() -> read("a: " + "[".repeat(5_000)))
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContaining("nested more than 32 levels");
        assertThatFailure(() -> read("{a: ".repeat(5_000)))
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContaining("nested more than 32 levels");
    }

    @Test
    void lengthIsLimited() {
        assertThatFailure(() -> read("#".repeat(YamlDocument.MAX_CHARACTERS + 1)))
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContaining("more than");
    }

    @Test
    void mergingIsLimited() {
        StringBuilder text = new StringBuilder("a: &a {");
        for (int i = 0; i < 200; i++) {
            text.append("k").append(i).append(": v, ");
        }
        text.append("}\n");
        for (int i = 0; i < 100; i++) {
            text.append("b").append(i).append(": {<<: *a}\n");
        }
        assertThatFailure(() -> read(text.toString()))
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContaining("more than 10000 merged keys");
    }

    private static Map<String, @Nullable Object> read(String text) throws ImageException {
        return YamlDocument.read(text, "the test");
    }
}
