// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The stream of a {@link GuardedBody}. */
final class GuardedStream extends InputStream {
    private final GuardedBody body;

    GuardedStream(GuardedBody body) {
        this.body = body;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == 1 ? one[0] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        return body.read(length, source -> source.bytes().read(buffer, offset, length));
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = body.delegate(source -> source.bytes().skip(count));
        return body.checked(skipped, 0 <= skipped && skipped <= Math.max(0, count));
    }

    @Override
    public int available() throws IOException {
        long available = body.delegate(source -> source.bytes().available());
        return (int) body.checked(available, available >= 0);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
