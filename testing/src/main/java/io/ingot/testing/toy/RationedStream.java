// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.toy;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** The bytes of the image, one block for each permit. Ends with its call. */
final class RationedStream extends InputStream {
    private final Semaphore permits;
    private final LongAdder sent;
    private final Call call;
    private long position;
    private int ration;

    RationedStream(long offset, Semaphore permits, LongAdder sent, Call call) {
        this.position = offset;
        this.permits = permits;
        this.sent = sent;
        this.call = call;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (position >= ToyImageService.SIZE) {
            return -1;
        }
        if (ration == 0) {
            waitForPermit();
            ration = (int) Math.min(ToyImageService.BLOCK, ToyImageService.SIZE - position);
        }
        int count = Math.min(length, ration);
        for (int index = 0; index < count; index++) {
            buffer[offset + index] = byteAt(position + index);
        }
        position += count;
        ration -= count;
        sent.add(count);
        return count;
    }

    /** The byte at a position of the image. */
    static byte byteAt(long position) {
        return (byte) (position * 31 + (position >>> 8) * 7 + (position >>> 16));
    }

    private void waitForPermit() throws ImageException, InterruptedIOException {
        try {
            do {
                call.check();
            } while (!permits.tryAcquire(10, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a permit");
        }
    }
}
