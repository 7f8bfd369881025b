// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory outside of the heap through which bytes go to files and come from them: a few buffers for all threads. The JDK
 * itself would keep one for each thread that ever wrote, and bounds what all of them keep. Safe for concurrent use.
 */
final class FileBuffers {
    /** The size of each. */
    static final int BYTES = 64 * 1024;

    private static final int MOST = 16;
    private static final long PATIENCE_MILLIS = 20;

    private final Semaphore lendable = new Semaphore(MOST);
    private final Deque<ByteBuffer> idle = new ArrayDeque<>(); // guarded by itself

    /**
     * An empty buffer, lent for the time of one call. Nobody waits long for one, since a file system may hang in its calls:
     * while all are lent it lies in the heap, and the JDK takes memory of its own beside it.
     */
    ByteBuffer lend() {
        if (!soonLendable()) {
            return ByteBuffer.allocate(BYTES);
        }
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

    private boolean soonLendable() {
        try {
            return lendable.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void giveBack(ByteBuffer buffer) {
        if (buffer.isDirect()) {
            synchronized (idle) {
                idle.addFirst(buffer);
            }
            lendable.release();
        }
    }
}
