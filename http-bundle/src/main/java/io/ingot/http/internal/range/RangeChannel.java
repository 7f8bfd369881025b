// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.range;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** The channel of a range. */
final class RangeChannel implements ReadableByteChannel {
    private final ReadableByteChannel in;
    private final RangeGuard guard;

    /** @param in closed with this channel */
    RangeChannel(ReadableByteChannel in, RangeGuard guard) {
        this.in = in;
        this.guard = guard;
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        return guard.read(buffer.remaining(), most -> {
            int count = in.read(buffer.duplicate().limit(buffer.position() + most));
            buffer.position(buffer.position() + Math.max(0, count));
            return count;
        });
    }

    @Override
    public boolean isOpen() {
        return in.isOpen();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
