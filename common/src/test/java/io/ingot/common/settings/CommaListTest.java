// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class CommaListTest {
    @Test
    void singleValueOfACfgFileIsSplit() {
        assertThat(CommaList.of("a, b ,c")).containsExactly("a", "b", "c");
    }

    @Test
    void anArrayOfSeveralElementsIsSplitToo() {
        assertThat(CommaList.of("a", "b,c")).containsExactly("a", "b", "c");
    }

    @Test
    void anEmptyTextIsAnEmptyList() {
        assertThat(CommaList.of("")).isEmpty();
        assertThat(CommaList.of(" , ,")).isEmpty();
        assertThat(CommaList.of()).isEmpty();
    }

    @Test
    void otherBackslashesAreKept() {
        assertThat(CommaList.of("a\\b,c")).containsExactly("a\\b", "c");
    }

    @Test
    void escapedElementsAreSplitAndTrimmed() {
        assertThat(CommaList.escaped(" /a , /b ")).containsExactly("/a", "/b");
        assertThat(CommaList.escaped("/a,,/b")).containsExactly("/a", "", "/b");
        assertThat(CommaList.escaped("/a\\,b,/c")).containsExactly("/a\\,b", "/c");
        assertThat(CommaList.escaped("  ")).isEmpty();
    }

    @Test
    void escapedCommaBelongsToItsElement() {
        assertThat(CommaList.unescape("/a\\,b")).isEqualTo("/a,b");
        assertThat(CommaList.of("/a\\,b,/c")).containsExactly("/a,b", "/c");
    }

    @Property
    void escapedElementsAreParsedBack(@ForAll List<@NotEmpty @AlphaChars @Chars({',', '/'}) String> elements) {
        String text = String.join(
                ",",
                elements.stream().map(element -> element.replace(",", "\\,")).toList());

        assertThat(CommaList.of(text)).isEqualTo(elements);
    }
}
