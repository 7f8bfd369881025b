// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.buffer;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A filled buffer that several stages read; the last one to release it returns it to its budget. */
final class Chunk {
    private final byte[] bytes;
    private final int length;
    private final AtomicInteger readers;
    private final Consumer<byte[]> giveBack;

    Chunk(byte[] bytes, int length, int readers, Consumer<byte[]> giveBack) {
        this.bytes = bytes;
        this.length = length;
        this.readers = new AtomicInteger(readers);
        this.giveBack = giveBack;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void release() {
        if (readers.decrementAndGet() == 0) {
            giveBack.accept(bytes);
        }
    }
}
