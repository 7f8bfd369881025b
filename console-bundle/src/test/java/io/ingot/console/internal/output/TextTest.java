// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import io.ingot.common.text.Printable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextTest {
    @Property
    void whateverTextComesBackFromJsonAsItWas(@ForAll String name, @ForAll String value) throws Exception {
        String json = JsonText.of(Map.of(name, List.of(value, Map.of())));

        assertThat(json).matches("[\\x20-\\x7f]*");
        assertThat(JSON.std.mapFrom(json)).isEqualTo(Map.of(name, List.of(value, Map.of())));
    }

    @Property
    void numbersComeBackFromJson(@ForAll long number, @ForAll boolean yes) throws Exception {
        Map<String, Object> read = JSON.std.mapFrom(JsonText.of(Map.of("a", number, "b", yes, "c", 1.5)));

        assertThat(read.get("a")).hasToString(Long.toString(number));
        assertThat(read).containsEntry("b", yes).containsEntry("c", 1.5);
    }

    @Test
    void aValueThatJsonDoesNotHaveIsADefect() {
        assertThatThrownBy(() -> JsonText.of(Map.of("a", new Object()))).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void aLineHasNoCharacterThatSteersATerminal(@ForAll String text) {
        assertThat(Printable.line(text).codePoints())
                .noneMatch(character -> character != '\t' && Character.isISOControl(character))
                .noneMatch(character -> Character.getType(character) == Character.FORMAT);
    }

    @Test
    void ordinaryTextIsKept() {
        String text = "Gr\u00fc\u00dfe\t\ud83d\ude80 \u65e5\u672c";

        assertThat(Printable.line(text)).isEqualTo(text);
    }
}
