// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.buffer;

import java.nio.ByteBuffer;

/**
 * A buffer lent by a budget.
 *
 * @param slab the memory that it is a part of
 * @param index which part of the slab
 * @param bytes the buffer
 */
record Loan(Slab slab, int index, ByteBuffer bytes) {
    /** Returns the size of the buffer in bytes. */
    int size() {
        return bytes.capacity();
    }
}
