// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    @Test
    void textIsDecoded() {
        byte[] bytes = "gr\u00fc\u00df \ud83d\ude80".getBytes(StandardCharsets.UTF_8);

        assertThat(Utf8.decode(bytes)).contains("gr\u00fc\u00df \ud83d\ude80");
        assertThat(Utf8.decodeOrLatin1(bytes)).isEqualTo("gr\u00fc\u00df \ud83d\ude80");
        assertThat(Utf8.decode(new byte[0])).contains("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00fc", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00e2\u0082"})
    void malformedBytesAreNotReplaced(String octets) {
        byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);

        assertThat(Utf8.decode(bytes)).isEmpty();
        assertThat(Utf8.decodeOrLatin1(bytes)).isEqualTo(octets);
    }
}
