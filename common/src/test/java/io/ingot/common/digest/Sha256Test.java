// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.digest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sha256Test {
    /** Of FIPS 180-2, appendix B.1. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void digestIsThatOfTheStandard() {
        assertThat(Sha256.hex("abc")).isEqualTo(ABC);
        assertThat(Sha256.of("abc".getBytes(UTF_8))).isEqualTo(HexFormat.of().parseHex(ABC));
        assertThat(Sha256.start().digest("abc".getBytes(UTF_8))).isEqualTo(Sha256.of("abc"));
    }

    @Test
    void textIsHashedInUtf8() {
        assertThat(Sha256.of("gr\u00fc\u00df")).isEqualTo(Sha256.of("gr\u00fc\u00df".getBytes(UTF_8)));
    }
}
