// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.buffer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The budget of buffers that all transfers share. Safe for concurrent use.
 *
 * <p>A buffer has 256 KiB: the G1 collector gives an array of 512 KiB or more whole regions, which soon fill a small
 * heap.
 */
public final class BufferBudget {
    /** The size of each buffer. */
    public static final int BUFFER_BYTES = 256 * 1024;

    private static final int MIN_BUFFERS = 8;
    private static final int MAX_IDLE = 32;

    private final Semaphore permits;
    private final Deque<byte[]> idle = new ArrayDeque<>(); // guarded by itself

    private BufferBudget(int buffers) {
        permits = new Semaphore(buffers, true);
    }

    /** Creates a budget of a quarter of a heap. */
    public static BufferBudget quarterOf(long heapBytes) {
        return new BufferBudget((int) Math.min(Integer.MAX_VALUE, Math.max(MIN_BUFFERS, heapBytes / 4 / BUFFER_BYTES)));
    }

    /** Lends a buffer; empty if none is free within the given time. */
    Optional<byte[]> lend(long millis) throws InterruptedException {
        if (!permits.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            return Optional.empty();
        }
        byte[] buffer;
        synchronized (idle) {
            buffer = idle.pollFirst();
        }
        return Optional.of(buffer == null ? new byte[BUFFER_BYTES] : buffer);
    }

    void giveBack(byte[] buffer) {
        synchronized (idle) {
            if (idle.size() < MAX_IDLE) {
                idle.addFirst(buffer);
            }
        }
        permits.release();
    }

    /** Gives up a lent buffer that is not returned; another may be lent instead. */
    void lose() {
        permits.release();
    }

    /** Returns how many buffers could be lent now. */
    public int available() {
        return permits.availablePermits();
    }
}
