// SPDX-License-Identifier: Apache-2.0
package io.ingot.file.internal.read;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;

/**
 * A range of a file's bytes, as a stream and as a channel with one position. It returns the last of them only if the file
 * is unchanged since it was opened. It does not use the position of the file, so that any number of ranges can be read in
 * parallel.
 */
final class FileRange extends InputStream implements ReadableByteChannel {
    private final OpenFile file;
    private final long end;
    private final Call call;
    private long position;
    private volatile boolean isClosed;

    FileRange(OpenFile file, long begin, long end, Call call) {
        this.file = file;
        this.position = begin;
        this.end = end;
        this.call = call;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return read(ByteBuffer.wrap(target, offset, length));
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        call.check();
        if (!target.hasRemaining()) {
            return 0;
        }
        if (position == end) {
            return -1;
        }
        int most = (int) Math.min(target.remaining(), end - position);
        int count = fill(target.duplicate().limit(target.position() + most));
        position += count;
        if (position == end) {
            file.checkUnchanged();
        }
        target.position(target.position() + count);
        return count;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, end - position);
    }

    @Override
    public boolean isOpen() {
        return !isClosed;
    }

    /** Closes this range. The file belongs to the source, and stays open. */
    @Override
    public void close() {
        isClosed = true;
    }

    private int fill(ByteBuffer buffer) throws ImageException {
        int count;
        try {
            if (isClosed) {
                throw new ClosedChannelException();
            }
            count = file.read(buffer, position);
        } catch (IOException e) {
            throw new ImageException(
                    ErrorCode.LOCAL_IO, "reading " + file.path() + " at byte " + position + " failed: " + e, e);
        }
        if (count < 0) {
            throw OpenFile.changed(file.path(), "it ends at byte " + position + " of " + file.size());
        }
        return count;
    }
}
