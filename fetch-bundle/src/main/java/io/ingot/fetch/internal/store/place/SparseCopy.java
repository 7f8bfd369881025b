// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.place;

import io.ingot.image.Call;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Copies files; blocks of zeros become holes. */
final class SparseCopy {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int BLOCK_BYTES = 1 << 16;
    private static final Set<OpenOption> CREATE = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private SparseCopy() {}

    /** Copies an open file to a new file that only its owner can read, and forces it to disk. */
    static void copy(FileChannel source, Path target, Call call) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(BLOCK_BYTES);
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        try (FileChannel out = FileChannel.open(target, CREATE, OWNER_ONLY)) {
            long position = 0;
            while (fill(source, buffer.clear(), position)) {
                call.check();
                writeBlocks(buffer.flip(), out, position, zeros);
                position += buffer.limit();
            }
            extend(out, position);
            out.force(true);
        }
    }

    private static boolean fill(FileChannel source, ByteBuffer buffer, long position) throws IOException {
        int length;
        do {
            length = source.read(buffer, position + buffer.position());
        } while (length > 0);
        return buffer.position() > 0;
    }

    private static void writeBlocks(ByteBuffer buffer, FileChannel out, long position, ByteBuffer zeros)
            throws IOException {
        for (int start = 0; start < buffer.limit(); start += BLOCK_BYTES) {
            int length = Math.min(BLOCK_BYTES, buffer.limit() - start);
            ByteBuffer block = buffer.slice(start, length);
            if (!block.equals(zeros.slice(0, length))) {
                while (block.hasRemaining()) {
                    out.write(block, position + start + block.position());
                }
            }
        }
    }

    /** Extends a file that ends with a hole to its full size. */
    private static void extend(FileChannel out, long size) throws IOException {
        if (out.size() < size) {
            out.write(ByteBuffer.allocate(1), size - 1);
        }
    }
}
