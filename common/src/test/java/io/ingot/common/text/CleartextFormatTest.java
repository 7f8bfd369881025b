// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CleartextFormatTest {
    private static final List<String> LINES = List.of(
            "outside",
            CleartextFormat.BEGIN + " \t",
            "Hash: SHA512",
            " ",
            "text",
            "- " + CleartextFormat.SIGNATURE,
            CleartextFormat.SIGNATURE,
            "=abcd",
            CleartextFormat.END);

    @Test
    void markersMayHaveTrailingWhiteSpace() {
        assertThat(CleartextFormat.indexOf(LINES, 0, CleartextFormat.BEGIN)).isEqualTo(1);
        assertThat(CleartextFormat.indexOf(LINES, 2, CleartextFormat.BEGIN)).isEqualTo(-1);
    }

    @Test
    void escapedMarkerIsText() {
        assertThat(CleartextFormat.indexOf(LINES, 0, CleartextFormat.SIGNATURE)).isEqualTo(6);
        assertThat(CleartextFormat.unescaped(LINES.get(5))).contains(CleartextFormat.SIGNATURE);
    }

    @Test
    void textFollowsTheHeadersAndAnEmptyLine() {
        assertThat(CleartextFormat.textStart(LINES, 1)).isEqualTo(4);
        assertThat(CleartextFormat.textStart(LINES.subList(0, 3), 1)).isEqualTo(3);
    }

    @Test
    void dashAtTheBeginningOfALineMustBeEscaped() {
        assertThat(CleartextFormat.unescaped("- -a")).contains("-a");
        assertThat(CleartextFormat.unescaped("a -b")).contains("a -b");
        assertThat(CleartextFormat.unescaped("")).contains("");
        assertThat(CleartextFormat.unescaped("-")).contains("");
        assertThat(CleartextFormat.unescaped("-a")).isEmpty();
        assertThat(CleartextFormat.unescaped("--")).isEmpty();
    }
}
