// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Reads a socket without TLS past the heap. Reads of a channel ignore the timeout of the socket, so the channel is read
 * only while bytes are available: then it does not wait. The stream of the socket waits for the first byte. See
 * decision 24.
 */
final class PlainInput implements DirectInput {
    private static final int MAX_WAITED = 4 << 10;

    private final SocketChannel channel;
    private final byte[] waited = new byte[MAX_WAITED];

    /** Reads a channel in blocking mode. */
    PlainInput(SocketChannel channel) {
        this.channel = channel;
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        InputStream stream = channel.socket().getInputStream();
        if (stream.available() > 0) {
            return channel.read(buffer);
        }
        int count = stream.read(waited, 0, Math.min(waited.length, buffer.remaining()));
        if (count < 0) {
            return -1;
        }
        buffer.put(waited, 0, count);
        boolean hasMore = buffer.hasRemaining() && stream.available() > 0;
        return count + (hasMore ? Math.max(0, channel.read(buffer)) : 0);
    }
}
