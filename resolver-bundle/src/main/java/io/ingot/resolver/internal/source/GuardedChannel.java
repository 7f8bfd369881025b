// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * The channel of a {@link GuardedBody}. The service never gets the reader's buffer, but a slice of its free space:
 * position and limit of the buffer change by the checked count of a read only, and bytes outside the space are out of
 * reach. A service that keeps the slice can write to that space later, as one that keeps the array of a stream's reader
 * can; the reader must not reuse a buffer while a read into it is running.
 */
final class GuardedChannel implements ReadableByteChannel {
    private final GuardedBody body;

    GuardedChannel(GuardedBody body) {
        this.body = body;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (target.isReadOnly()) {
            throw new IllegalArgumentException("the buffer is read-only");
        }
        if (!target.hasRemaining()) {
            return 0;
        }
        ByteBuffer slice = target.slice();
        int space = slice.capacity();
        int count = body.read(space, source -> source.channel().orElseThrow().read(slice));
        int advance = Math.max(0, count);
        if (slice.position() != advance || slice.limit() != space) {
            throw body.defect("returned a count of " + count + " bytes, but set the buffer of " + space
                    + " bytes to position " + slice.position() + " and limit " + slice.limit());
        }
        target.position(target.position() + advance);
        return count;
    }

    @Override
    public boolean isOpen() {
        return body.isOpen();
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
