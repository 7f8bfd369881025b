// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.place;

import io.ingot.fetch.internal.buffer.Pipeline;
import io.ingot.fetch.internal.buffer.Pipelines;
import io.ingot.fetch.internal.destination.SparseWriter;
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
import java.util.List;
import java.util.Set;

/** Copies files; blocks of zeros become holes. */
final class SparseCopy {
    private static final Set<OpenOption> CREATE = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private SparseCopy() {}

    /** Copies an open file to a new file that only its owner can read, and forces it to disk. */
    static void copy(FileChannel source, Path target, Pipelines pipelines, Call call) throws IOException {
        try (FileChannel out = FileChannel.open(target, CREATE, OWNER_ONLY)) {
            SparseWriter.extend(out, copy(source, out, pipelines, call));
            out.force(true);
        }
    }

    private static long copy(FileChannel source, FileChannel out, Pipelines pipelines, Call call) throws IOException {
        try (Pipeline memory = pipelines.open(List.of())) {
            long position = 0;
            while (true) {
                ByteBuffer buffer = memory.buffer(call, () -> {});
                int length = source.read(buffer, position);
                if (length < 0) {
                    return position;
                }
                SparseWriter.write(out, position, buffer.flip(), 0);
                position += length;
            }
        }
    }
}
