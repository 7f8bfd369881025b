// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.config;

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
    void theOneTextOfACfgFileIsSplit() {
        assertThat(CommaList.split(new String[] {"a, b ,c"})).containsExactly("a", "b", "c");
    }

    @Test
    void anArrayOfSeveralElementsIsSplitToo() {
        assertThat(CommaList.split(new String[] {"a", "b,c"})).containsExactly("a", "b", "c");
    }

    @Test
    void anEmptyTextIsAnEmptyList() {
        assertThat(CommaList.split(new String[] {""})).isEmpty();
        assertThat(CommaList.split(new String[] {" , ,"})).isEmpty();
        assertThat(CommaList.split(new String[0])).isEmpty();
    }

    @Test
    void anotherBackslashIsItself() {
        assertThat(CommaList.split(new String[] {"a\\b,c"})).containsExactly("a\\b", "c");
    }

    @Property
    void escapedElementsComeBack(@ForAll List<@NotEmpty @AlphaChars @Chars({',', '/'}) String> elements) {
        String text = String.join(
                ",",
                elements.stream().map(element -> element.replace(",", "\\,")).toList());

        assertThat(CommaList.split(new String[] {text})).isEqualTo(elements);
    }
}
