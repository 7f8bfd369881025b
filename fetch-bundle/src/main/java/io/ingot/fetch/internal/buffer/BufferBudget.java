// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.buffer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The one budget of transfer buffers, however many transfers there are. Safe for concurrent use.
 *
 * <p>A buffer has 256 KiB: the G1 collector gives an array of 512 KiB or more whole regions, and a small heap is soon
 * full of them.
 */
public final class BufferBudget {
    /** The size of each buffer. */
    public static final int BUFFER_BYTES = 256 * 1024;

    private static final int LEAST_BUFFERS = 8;
    private static final int KEPT_IDLE = 32;

    private final Semaphore lendable;
    private final Deque<byte[]> idle = new ArrayDeque<>(); // guarded by itself

    private BufferBudget(int buffers) {
        lendable = new Semaphore(buffers, true);
    }

    /** A budget of a quarter of a heap. */
    public static BufferBudget quarterOf(long heapBytes) {
        return new BufferBudget(
                (int) Math.min(Integer.MAX_VALUE, Math.max(LEAST_BUFFERS, heapBytes / 4 / BUFFER_BYTES)));
    }

    /** Lends a buffer, if one is to be had within this time. */
    Optional<byte[]> lend(long millis) throws InterruptedException {
        if (!lendable.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
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
            if (idle.size() < KEPT_IDLE) {
                idle.addFirst(buffer);
            }
        }
        lendable.release();
    }

    /** A buffer that was lent does not come back: another may be lent in its place. */
    void lose() {
        lendable.release();
    }

    /** How many buffers could be lent now. */
    public int available() {
        return lendable.availablePermits();
    }
}
