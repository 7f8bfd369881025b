// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayWidthTest {
    @ParameterizedTest
    @CsvSource({"abc, 3", "Gr\u00fc\u00dfe, 5", "\u65e5\u672c, 4", "e\u0301, 1", "\ud83d\ude80, 2", "\uff21, 2", "'', 0"
    })
    void wideCharactersTakeTwoColumnsAndCombiningOnesNone(String text, int columns) {
        assertThat(DisplayWidth.of(text)).isEqualTo(columns);
    }

    @ParameterizedTest
    @CsvSource({
        "abcdefghij, 10, abcdefghij",
        "abcdefghij, 9, abc...hij",
        "abcdefghij, 4, a...",
        "abcdefghij, 3, ...",
        "abcdefghij, 2, ..",
        "\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e, 9, \u65e5...\u672c\u8a9e",
    })
    void aLongTextLosesItsMiddle(String text, int columns, String shortened) {
        assertThat(DisplayWidth.shortened(text, columns)).isEqualTo(shortened);
    }

    @Property
    void aShortenedTextFits(@ForAll String text, @ForAll @IntRange(max = 50) int columns) {
        assertThat(DisplayWidth.of(DisplayWidth.shortened(text, columns))).isLessThanOrEqualTo(columns);
    }

    @Test
    void columnsWithWideCharactersAreAligned() {
        assertThat(new Columns().row("\u65e5\u672c", "x").row("abcd", "x").lines())
                .containsExactly("\u65e5\u672c  x", "abcd  x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "wide", "99999", "4294967336", "40.5"})
    void anInvalidWidthIsAbsent(String text) {
        assertThat(TerminalWidth.parse(text)).isEmpty();
    }

    @Test
    void aWidthIsANumberOfColumns() {
        assertThat(TerminalWidth.parse("40")).isEqualTo(OptionalInt.of(40));
        assertThat(TerminalWidth.parse(null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"true, none, ANSI", "true, '', ANSI", "true, 1, PLAIN", "false, none, PLAIN"})
    void coloursNeedATerminalAndNoNoColor(boolean able, String noColour, Palette palette) {
        assertThat(Palette.of(able, noColour)).isEqualTo(palette);
    }
}
