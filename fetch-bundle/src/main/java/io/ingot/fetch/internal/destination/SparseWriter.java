// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Writes to a file so that blocks of zeros become holes. */
public final class SparseWriter {
    /** The size and alignment of the blocks. */
    static final int BLOCK_BYTES = 64 * 1024;

    /** A block of zeros. */
    static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(BLOCK_BYTES).asReadOnlyBuffer();

    private SparseWriter() {}

    /**
     * Writes the remaining bytes, best of a direct buffer, except blocks of zeros where the file has no bytes yet. The
     * file may be shorter than was written if it ends with a hole.
     *
     * @param offset the position of the first byte in the file
     * @param emptyFrom the position from which the file has no bytes
     * @return how many bytes were written
     */
    public static long write(FileChannel file, long offset, ByteBuffer bytes, long emptyFrom) throws IOException {
        int first = bytes.position();
        int end = bytes.limit();
        int start = first;
        int next = first;
        long written = 0;
        while (next < end) {
            long position = offset + next - first;
            int block = (int) Math.min(end - next, BLOCK_BYTES - position % BLOCK_BYTES);
            if (position >= emptyFrom && bytes.slice(next, block).equals(ZEROS.slice(0, block))) {
                written += writeFully(file, offset + start - first, bytes.slice(start, next - start));
                start = next + block;
            }
            next += block;
        }
        return written + writeFully(file, offset + start - first, bytes.slice(start, end - start));
    }

    /** Extends a file that ends with a hole to its full size. */
    public static void extend(FileChannel file, long size) throws IOException {
        if (file.size() < size) {
            writeFully(file, size - 1, ZEROS.slice(0, 1));
        }
    }

    private static long writeFully(FileChannel file, long offset, ByteBuffer bytes) throws IOException {
        long position = offset;
        while (bytes.hasRemaining()) {
            position += file.write(bytes, position);
        }
        return position - offset;
    }
}
