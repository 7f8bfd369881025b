// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @Test
    void bothEndsAreIncluded() {
        assertThat(ByteRange.of("bytes=2-4", 10)).contains(new ByteRange(2, 4));
        assertThat(new ByteRange(2, 4).length()).isEqualTo(3);
        assertThat(new ByteRange(2, 4).contentRange(10)).isEqualTo("bytes 2-4/10");
    }

    @Test
    void openOrDistantEndIsTheLastByte() {
        assertThat(ByteRange.of("bytes=2-", 10)).contains(new ByteRange(2, 9));
        assertThat(ByteRange.of("bytes=2-99", 10)).contains(new ByteRange(2, 9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bytes=-3", "bytes=4-2", "bytes=10-", "items=0-1", "bytes=0-1,3-4"})
    void unsupportedRangeIsAbsent(String header) {
        assertThat(ByteRange.of(header, 10)).isEmpty();
    }
}
