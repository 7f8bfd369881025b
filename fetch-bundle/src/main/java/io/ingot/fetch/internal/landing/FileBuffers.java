// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.landing;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;

/**
 * The memory outside of the heap through which bytes go to files and come from them: a few buffers for all threads. The JDK
 * itself would keep one for each thread that ever wrote, and bounds what all of them keep. Safe for concurrent use.
 */
final class FileBuffers {
    /** The size of each. */
    static final int BYTES = 64 * 1024;

    private static final int MOST = 16;

    private final Semaphore lendable = new Semaphore(MOST);
    private final Deque<ByteBuffer> idle = new ArrayDeque<>(); // guarded by itself

    /** An empty buffer, as soon as one is free: it is lent for the time of one call. */
    ByteBuffer lend() {
        lendable.acquireUninterruptibly();
        boolean lent = false;
        try {
            ByteBuffer buffer;
            synchronized (idle) {
                buffer = idle.pollFirst();
            }
            ByteBuffer empty = buffer == null ? ByteBuffer.allocateDirect(BYTES) : buffer.clear();
            lent = true;
            return empty;
        } finally {
            if (!lent) {
                lendable.release();
            }
        }
    }

    void giveBack(ByteBuffer buffer) {
        synchronized (idle) {
            idle.addFirst(buffer);
        }
        lendable.release();
    }
}
