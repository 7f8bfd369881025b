// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A pool of direct buffers for file I/O, shared by all threads. Without it, the JDK caches a direct buffer for each
 * thread that does file I/O, as large as the largest request. Safe for concurrent use.
 */
final class FileBuffers {
    /** The size of each buffer. */
    static final int BYTES = 64 * 1024;

    private static final int MAX_BUFFERS = 16;
    private static final long WAIT_MILLIS = 20;

    private final Semaphore permits = new Semaphore(MAX_BUFFERS);
    private final Deque<ByteBuffer> idle = new ArrayDeque<>(); // guarded by itself

    /**
     * Returns an empty buffer for one operation; the caller releases it. Waits only briefly if all are in use, since a
     * file system may hang, and then returns a heap buffer.
     */
    ByteBuffer acquire() {
        if (!tryAcquirePermit()) {
            return ByteBuffer.allocate(BYTES);
        }
        boolean acquired = false;
        try {
            ByteBuffer pooled;
            synchronized (idle) {
                pooled = idle.pollFirst();
            }
            ByteBuffer buffer = pooled == null ? ByteBuffer.allocateDirect(BYTES) : pooled.clear();
            acquired = true;
            return buffer;
        } finally {
            if (!acquired) {
                permits.release();
            }
        }
    }

    private boolean tryAcquirePermit() {
        try {
            return permits.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void release(ByteBuffer buffer) {
        if (buffer.isDirect()) {
            synchronized (idle) {
                idle.addFirst(buffer);
            }
            permits.release();
        }
    }
}
