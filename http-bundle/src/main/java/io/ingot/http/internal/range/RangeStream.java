// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.range;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * So many bytes of an answer, and not one more. It fails, passing, if there are fewer, or if they are fewer than were
 * asked for: whoever reads then asks for the rest.
 */
final class RangeStream extends InputStream {
    private final InputStream in;
    private final Closeable answer;
    private final String doing;
    private final boolean enough;
    private long left;

    /**
     * Reads {@code length} bytes.
     *
     * @param enough whether they are all that was asked for
     * @param answer closed with this stream
     */
    RangeStream(InputStream in, long length, boolean enough, Closeable answer, String doing) {
        this.in = in;
        this.left = length;
        this.enough = enough;
        this.answer = answer;
        this.doing = doing;
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
        if (left == 0) {
            if (!enough) {
                throw early("with fewer bytes than were asked for");
            }
            return -1;
        }
        int read = in.read(buffer, offset, (int) Math.min(size, left));
        if (read < 0) {
            throw early(left + " bytes early");
        }
        left -= read;
        return read;
    }

    @Override
    public void close() throws IOException {
        answer.close();
    }

    private ImageException early(String how) {
        return new ImageException(ErrorCode.TRANSFER_FAILED, doing + ": the range ended " + how);
    }
}
