// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.service;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** A channel that does what a stream does: one read is one read of the stream, and it returns the same count. */
final class StreamChannel implements ReadableByteChannel {
    private final InputStream stream;
    private volatile boolean closed;

    StreamChannel(InputStream stream) {
        this.stream = stream;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        byte[] bytes = new byte[target.remaining()];
        int count = stream.read(bytes, 0, bytes.length);
        target.put(bytes, 0, Math.max(0, Math.min(count, bytes.length)));
        return count;
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        stream.close();
    }
}
