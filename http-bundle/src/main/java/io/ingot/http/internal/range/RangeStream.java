// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.range;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream of exactly the bytes of a range. Fails, retryable, if fewer bytes arrive, or if the range has fewer bytes
 * than requested: the caller then requests the rest.
 */
final class RangeStream extends InputStream {
    private final InputStream in;
    private final Closeable response;
    private final String operation;
    private final boolean isComplete;
    private long remaining;

    /**
     * Creates a stream of {@code length} bytes.
     *
     * @param isComplete whether they are all the bytes requested
     * @param response closed with this stream
     */
    RangeStream(InputStream in, long length, boolean isComplete, Closeable response, String operation) {
        this.in = in;
        this.remaining = length;
        this.isComplete = isComplete;
        this.response = response;
        this.operation = operation;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int size) throws IOException {
        if (size == 0) {
            return 0;
        }
        if (remaining == 0) {
            if (!isComplete) {
                throw endedEarly("with fewer bytes than were requested");
            }
            return -1;
        }
        int read = in.read(buffer, offset, (int) Math.min(size, remaining));
        if (read < 0) {
            throw endedEarly(remaining + " bytes early");
        }
        remaining -= read;
        return read;
    }

    @Override
    public void close() throws IOException {
        response.close();
    }

    private ImageException endedEarly(String how) {
        return new ImageException(ErrorCode.TRANSFER_FAILED, operation + ": the range ended " + how);
    }
}
