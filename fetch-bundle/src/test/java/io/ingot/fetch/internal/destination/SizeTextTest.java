// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1023, 1023 bytes",
        "1024, 1024 bytes (1.0 KiB)",
        "1610612736, 1610612736 bytes (1.5 GiB)",
        "4611686018427387904, 4611686018427387904 bytes (4.0 EiB)",
        "9223372036854775807, 9223372036854775807 bytes (8.0 EiB)"
    })
    void bytesAreFormattedExactlyAndInTheLargestUnit(long bytes, String text) {
        assertThat(SizeText.of(bytes)).isEqualTo(text);
    }
}
