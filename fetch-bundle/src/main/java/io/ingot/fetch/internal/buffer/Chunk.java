// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.buffer;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** A filled buffer that several sinks read; the last one to release it returns it. */
final class Chunk {
    private final ByteBuffer bytes;
    private final AtomicInteger readers;
    private final Runnable giveBack;

    /**
     * Creates a chunk.
     *
     * @param bytes the filled part of the buffer
     * @param readers how many sinks will release it
     */
    Chunk(ByteBuffer bytes, int readers, Runnable giveBack) {
        this.bytes = bytes;
        this.readers = new AtomicInteger(readers);
        this.giveBack = giveBack;
    }

    /** Returns the bytes, with a position of their own. */
    ByteBuffer bytes() {
        return bytes.duplicate();
    }

    void release() {
        if (readers.decrementAndGet() == 0) {
            giveBack.run();
        }
    }
}
