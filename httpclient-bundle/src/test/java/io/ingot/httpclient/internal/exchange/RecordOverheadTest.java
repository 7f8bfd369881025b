// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class RecordOverheadTest {
    private static final int RECORD_OF_A_BYTE = 24;
    private static final int BLOCK = 1 << 10;

    /** The bytes that the JDK would read below TLS, and return to its reader one at a time. */
    private final byte[] wire = new byte[12 << 20];

    private final ObservedSocket socket = new ObservedSocket(new Socket() {
        private final InputStream in = new ByteArrayInputStream(wire);

        @Override
        public InputStream getInputStream() {
            return in;
        }
    });

    @Test
    void recordsWithoutPayloadAreRejected() throws Exception {
        InputStream below = socket.getInputStream();

        assertThatThrownBy(() -> {
                    while (below.readNBytes(BLOCK).length > 0) {
                        assertThat(below.available()).isPositive();
                    }
                })
                .isInstanceOf(ResponseException.class)
                .hasMessage("the records of TLS have more than 256 KiB beyond 64 bytes for each that they carry");
        assertThat(wire.length - below.available()).isLessThanOrEqualTo(RecordOverhead.MAX_BYTES + BLOCK);
    }

    @Test
    void recordsOfOneByteEachAreRead() throws Exception {
        InputStream below = socket.getInputStream();
        InputStream payload = socket.countPayload(new ByteArrayInputStream(new byte[100_000]));

        while (payload.read() >= 0) {
            assertThat(below.readNBytes(RECORD_OF_A_BYTE)).hasSize(RECORD_OF_A_BYTE);
        }
    }

    @Test
    void largeRecordsLeaveNoCredit() throws Exception {
        InputStream below = socket.getInputStream();
        InputStream payload = socket.countPayload(new ByteArrayInputStream(new byte[8 << 20]));
        for (int i = 0; i < 8 << 10; i++) {
            below.readNBytes(BLOCK);
            payload.readNBytes(BLOCK);
        }

        assertThatThrownBy(() -> below.readNBytes(RecordOverhead.MAX_BYTES + 2 * BLOCK))
                .isInstanceOf(ResponseException.class);
    }

    @Test
    void endOfInputIsRecorded() throws Exception {
        InputStream below = socket.getInputStream();
        assertThat(socket.isInputEnded()).isFalse();
        assertThat(socket.countPayload(InputStream.nullInputStream()).read()).isNegative();
        assertThat(socket.isInputEnded()).isFalse();
        for (int i = 0; i < wire.length; i += BLOCK) {
            below.readNBytes(BLOCK);
            socket.countPayload(new ByteArrayInputStream(new byte[BLOCK])).readNBytes(BLOCK);
        }
        assertThat(below.read()).isNegative();
        assertThat(socket.isInputEnded()).isTrue();
    }
}
