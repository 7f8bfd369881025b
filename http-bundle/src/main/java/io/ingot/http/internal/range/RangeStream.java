// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.range;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** The stream of a range. */
final class RangeStream extends InputStream {
    private final InputStream in;
    private final RangeGuard guard;
    private final Closeable response;

    /** @param response closed with this stream */
    RangeStream(InputStream in, RangeGuard guard, Closeable response) {
        this.in = in;
        this.guard = guard;
        this.response = response;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int size) throws IOException {
        return guard.read(size, most -> in.read(buffer, offset, most));
    }

    @Override
    public void close() throws IOException {
        response.close();
    }
}
