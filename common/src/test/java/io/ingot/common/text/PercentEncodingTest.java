// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingTest {
    @ParameterizedTest
    @CsvSource({
        "a%20b, 'a b'",
        "a+b, a+b",
        "%3f%23%25, ?#%",
        "gr%C3%BC%c3%9f, gr\u00fc\u00df",
        "gr\u00fc\u00df, gr\u00fc\u00df",
        "%F0%9F%92%BF, \uD83D\uDCBF",
        "a%2541, a%41",
        "'', ''"
    })
    void octetsAreUtf8AndDecodedOnce(String encoded, String decoded) {
        assertThat(PercentEncoding.decode(encoded)).contains(decoded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%", "a%", "%1", "%zz", "%-1", "%%41", "a%4", "%FC", "%C3", "%C0%AF", "%ED%A0%80", "%F5%80%80%80"
            })
    void anythingElseIsMalformed(String encoded) {
        assertThat(PercentEncoding.decode(encoded)).isEmpty();
    }

    @Property
    void encodedTextIsDecodedBack(@ForAll @Chars({'a', '%', ' ', '\u00fc', '\u20ac', '/'}) String text) {
        String encoded =
                HexFormat.of().withPrefix("%").withUpperCase().formatHex(text.getBytes(StandardCharsets.UTF_8));

        assertThat(PercentEncoding.decode(encoded)).contains(text);
    }
}
