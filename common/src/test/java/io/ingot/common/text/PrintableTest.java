// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
    @Property
    void lineHasNoControlCharacters(@ForAll String text) {
        assertThat(Printable.line(text).codePoints())
                .noneMatch(character -> character != '\t' && Character.isISOControl(character))
                .noneMatch(character -> Character.getType(character) == Character.FORMAT);
    }

    @Property
    void messageHasNoControlCharacters(@ForAll String text) {
        assertThat(Printable.shortened(text).codePoints())
                .noneMatch(Character::isISOControl)
                .noneMatch(character -> Character.getType(character) == Character.FORMAT);
        assertThat(Printable.shortened(text).codePoints().count()).isLessThanOrEqualTo(Printable.MAX_CHARACTERS + 1L);
    }

    @Test
    void ordinaryTextIsKept() {
        String text = "Gr\u00fc\u00dfe\t\ud83d\ude80 \u65e5\u672c";

        assertThat(Printable.line(text)).isEqualTo(text);
        assertThat(Printable.shortened("Gr\u00fc\u00dfe \ud83d\ude80 \u65e5\u672c"))
                .isEqualTo("Gr\u00fc\u00dfe \ud83d\ude80 \u65e5\u672c");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00, 0x09, 0x0a, 0x1b, 0x7f, 0x85, 0x9b, 0xad, 0x202e, 0x2028, 0x2029, 0xd800, 0xe000, 0xfeff, 0xffff
            })
    void unprintableCharacterIsAQuestionMark(int character) {
        assertThat(Printable.shortened("a" + Character.toString(character) + "b"))
                .isEqualTo("a?b");
    }

    @Test
    void unprintableCharacterOfALineIsItsCode() {
        assertThat(Printable.line("a\u001b[1mb\n\u202e")).isEqualTo("a\\u{1b}[1mb\\u{a}\\u{202e}");
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        String rockets = "\ud83d\ude80".repeat(Printable.MAX_CHARACTERS);

        assertThat(Printable.shortened(rockets)).isEqualTo(rockets);
        assertThat(Printable.shortened(rockets + "x")).isEqualTo(rockets + "…");
    }

    @Test
    void valueIsPrintedWithoutPossibleSecrets() {
        assertThat(Printable.quoted("https://joe:hush@host/a?sig=hush"))
                .doesNotContain("hush")
                .endsWith("'");
        assertThat(Printable.redacted("x".repeat(Printable.MAX_CHARACTERS) + "hush@host"))
                .doesNotContain("x");
    }

    @Test
    void asciiValueIsPrintedInAscii() {
        assertThat(Printable.quotedAscii("gr\u00fcn" + "x".repeat(Printable.MAX_CHARACTERS)))
                .matches("[\\x20-\\x7e]*")
                .startsWith("'gr?nx")
                .endsWith("...'");
    }

    @Test
    void numberOfPrintedCharactersIsLimited() {
        assertThat(Printable.quoted("abcdef", 3)).isEqualTo("'abc…'");
    }

    @Test
    void namesAreDistinctAndSorted() {
        assertThat(Printable.names(List.of())).isEqualTo("nothing");
        assertThat(Printable.names(List.of("b", "a", "b", "c\n"))).isEqualTo("a, b, c?");
        assertThat(Printable.names(
                        IntStream.range(10, 99).mapToObj(Integer::toString).toList()))
                .hasSize(20 * 2 + 19 * 2);
    }
}
