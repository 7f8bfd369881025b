// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.buffer;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Optional;

/** Direct memory that is lent as one buffer, or as several of equal size. Guarded by its budget. */
final class Slab {
    /** The size of a slab. */
    static final int BYTES = 4 << 20;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(BYTES);
    private final BitSet lent = new BitSet();
    private int partBytes = BYTES;
    private boolean isSpoiled;

    /** Returns whether nothing is lent. */
    boolean isFree() {
        return lent.isEmpty();
    }

    /** Returns whether a part was lost, so that this memory is not lent again. */
    boolean isSpoiled() {
        return isSpoiled;
    }

    /**
     * Lends a part.
     *
     * @param bytes its size, a power of two
     * @return empty if all is lent, or other parts are lent in another size
     */
    Optional<Loan> lend(int bytes) {
        if (isFree()) {
            partBytes = bytes;
        }
        int index = lent.nextClearBit(0);
        if (isSpoiled || bytes != partBytes || index == BYTES / partBytes) {
            return Optional.empty();
        }
        lent.set(index);
        return Optional.of(new Loan(this, index, memory.slice(index * partBytes, partBytes)));
    }

    void giveBack(int index) {
        lent.clear(index);
    }

    /** Gives up a part that a thread may still write to. */
    void lose(int index) {
        lent.clear(index);
        isSpoiled = true;
    }
}
