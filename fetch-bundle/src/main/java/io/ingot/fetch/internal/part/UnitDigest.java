// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.part;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * The digest of a unit, which detects damage: CRC-32C and CRC-32 together, 64 bits, both computed by instructions of
 * the processor. It does not detect forgery; the digest of the whole image does. Used by one thread at a time.
 */
final class UnitDigest {
    private final CRC32C high = new CRC32C();
    private final CRC32 low = new CRC32();
    private int length;

    /** Adds the remaining bytes. */
    void add(ByteBuffer bytes) {
        length += bytes.remaining();
        high.update(bytes.duplicate());
        low.update(bytes.duplicate());
    }

    /** Returns the number of bytes added so far. */
    int length() {
        return length;
    }

    long value() {
        return high.getValue() << Integer.SIZE | low.getValue();
    }
}
