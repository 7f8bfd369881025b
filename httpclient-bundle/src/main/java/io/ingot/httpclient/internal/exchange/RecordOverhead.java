// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the bytes of TLS records relative to their payload. A read skips records without payload, and padding, before
 * it returns. Safe for concurrent use.
 */
final class RecordOverhead {
    /** Enough for a handshake with long chains of certificates. */
    static final int MAX_BYTES = 256 << 10;
    /** Enough for records of a single byte. */
    static final int MAX_PER_BYTE = 64;

    private final AtomicLong overhead = new AtomicLong();

    /**
     * Counts bytes received from the network.
     *
     * @throws ResponseException if they are too many for their payload
     */
    void countReceived(int bytes) throws ResponseException {
        if (overhead.addAndGet(bytes) > MAX_BYTES) {
            throw ResponseException.invalid("the records of TLS have more than " + (MAX_BYTES >> 10) + " KiB beyond "
                    + MAX_PER_BYTE + " bytes for each that they carry");
        }
    }

    /** Counts payload bytes. Many leave no credit for later records. */
    void countPayload(int bytes) {
        overhead.updateAndGet(before -> Math.max(0, before - (long) MAX_PER_BYTE * bytes));
    }
}
