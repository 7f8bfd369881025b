// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class UrlEncodingTest {
    @Test
    void encodesInvalidCharactersOnly() {
        assertThat(UrlEncoding.ofText("/a b\"<>\\^`{|}\u007f\téü€\uD83D\uDE00"))
                .isEqualTo("/a%20b%22%3C%3E%5C%5E%60%7B%7C%7D%7F%09%C3%A9%C3%BC%E2%82%AC%F0%9F%98%80");
        assertThat(UrlEncoding.ofText("/%41%2f%2F:@!$&'()*+,;=~[]?a=b#c"))
                .isEqualTo("/%41%2f%2F:@!$&'()*+,;=~[]?a=b#c");
        assertThat(UrlEncoding.ofText("100%")).isEqualTo("100%25");
        assertThat(UrlEncoding.ofText("%4")).isEqualTo("%254");
        assertThat(UrlEncoding.ofText("%zz%41")).isEqualTo("%25zz%41");
    }

    @Property
    void resultIsAsciiAndEncodesToItself(@ForAll String text) {
        String once = UrlEncoding.ofText(text);
        assertThat(once).matches("[\\x21-\\x7e]*");
        assertThat(UrlEncoding.ofText(once)).isEqualTo(once);
    }

    @Property
    void decodingRestoresTheText(
            @ForAll @StringLength(max = 20) @Chars({'x', ' ', '%', 'é', '€', '|', '/', 'z'}) String text) {
        String decoded = URLDecoder.decode(UrlEncoding.ofText(text), StandardCharsets.UTF_8);
        assertThat(decoded).isEqualTo(text);
    }

    @Property
    void headerIsEncodedByteByByte(@ForAll @StringLength(max = 20) @Chars({'a', 'Ã', '¼', ' '}) String value) {
        assertThat(UrlEncoding.ofHeader(value)
                        .replace("%C3", "Ã")
                        .replace("%BC", "¼")
                        .replace("%20", " "))
                .isEqualTo(value);
    }
}
