// SPDX-License-Identifier: Apache-2.0
package io.ingot.file.internal.read;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * A range of a file's bytes. It returns the last of them only if the file is unchanged since it was opened. It does not use
 * the position of the channel, so that any number of ranges can be read in parallel.
 */
final class FileRange extends InputStream {
    private final OpenFile file;
    private final long end;
    private final Call call;
    private long position;

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
        ByteBuffer buffer = ByteBuffer.wrap(target, offset, length);
        call.check();
        if (length == 0) {
            return 0;
        }
        if (position == end) {
            return -1;
        }
        buffer.limit((int) (offset + Math.min(length, end - position)));
        int count = fill(buffer);
        position += count;
        if (position == end) {
            file.checkUnchanged();
        }
        return count;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, end - position);
    }

    private int fill(ByteBuffer buffer) throws ImageException {
        int count;
        try {
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
