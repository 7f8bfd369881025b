// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.part;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * The digest by which damage of a unit is found: CRC-32C and CRC-32 side by side, 64 bits, both computed by instructions of
 * the processor. It is no proof against forgery, which is the business of the digest of the whole. Used by one thread at a
 * time.
 */
final class UnitDigest {
    private final CRC32C high = new CRC32C();
    private final CRC32 low = new CRC32();
    private int length;

    void add(byte[] bytes, int from, int count) {
        high.update(bytes, from, count);
        low.update(bytes, from, count);
        length += count;
    }

    /** The bytes so far. */
    int length() {
        return length;
    }

    long value() {
        return high.getValue() << Integer.SIZE | low.getValue();
    }
}
