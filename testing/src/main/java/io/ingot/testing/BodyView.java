// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing;

import io.ingot.image.spi.Body;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;

/** The two views of the bytes of a body. A test that reads by both shows that a rule holds for both. */
public enum BodyView {
    /** Reads the stream. */
    STREAM {
        @Override
        public InputStream of(InputStream stream, Optional<ReadableByteChannel> channel) {
            return stream;
        }
    },
    /** Reads the channel into direct buffers. */
    CHANNEL {
        @Override
        public InputStream of(InputStream stream, Optional<ReadableByteChannel> channel) {
            return new ChannelStream(channel.orElseThrow(() -> new AssertionError("the body has no channel")));
        }
    };

    /** Returns a stream that reads by this view only; fails if the body does not have it. */
    public abstract InputStream of(InputStream stream, Optional<ReadableByteChannel> channel);

    /** Returns a stream that reads the bytes of a body by this view only; fails if the body does not have it. */
    public InputStream of(Body body) {
        return of(body.bytes(), body.channel());
    }

    private static final class ChannelStream extends InputStream {
        private final ReadableByteChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);

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
            int count = channel.read(buffer.clear().limit(Math.min(buffer.capacity(), size)));
            buffer.flip().get(target, offset, buffer.limit());
            return count;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
