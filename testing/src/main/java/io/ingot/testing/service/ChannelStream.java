// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.service;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** A stream that reads a channel into direct buffers. */
final class ChannelStream extends InputStream {
    private final ReadableByteChannel channel;

    ChannelStream(ReadableByteChannel channel) {
        this.channel = channel;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int size) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(Math.min(64 << 10, size));
        int count = channel.read(buffer);
        buffer.flip().get(target, offset, buffer.limit());
        return count;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
