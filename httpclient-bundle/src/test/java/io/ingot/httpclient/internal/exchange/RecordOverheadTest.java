// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RecordOverheadTest {
    private static final int RECORD_OF_A_BYTE = 24;
    private static final int BLOCK = 1 << 10;

    private final RecordOverhead overhead = new RecordOverhead();

    @Test
    void recordsWithoutPayloadAreRejected() throws Exception {
        for (int received = 0; received < RecordOverhead.MAX_BYTES; received += BLOCK) {
            overhead.countReceived(BLOCK);
        }
        assertThatThrownBy(() -> overhead.countReceived(1))
                .isInstanceOf(ResponseException.class)
                .hasMessage("the records of TLS have more than 256 KiB beyond 64 bytes for each that they carry");
    }

    @Test
    void recordsOfOneByteEachAreAccepted() {
        assertThatCode(() -> {
                    for (int i = 0; i < 100_000; i++) {
                        overhead.countReceived(RECORD_OF_A_BYTE);
                        overhead.countPayload(1);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void largeRecordsLeaveNoCredit() throws Exception {
        for (int i = 0; i < 8 << 10; i++) {
            overhead.countReceived(BLOCK);
            overhead.countPayload(BLOCK);
        }
        assertThatThrownBy(() -> overhead.countReceived(RecordOverhead.MAX_BYTES + 1))
                .isInstanceOf(ResponseException.class);
    }
}
