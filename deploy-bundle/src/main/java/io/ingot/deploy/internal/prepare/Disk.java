// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The operations that change a node's folder, one by one: a process may end between any two of them. */
interface Disk {
    /** That of this machine. */
    Disk REAL = new Disk() {
        @Override
        public void write(Path file, byte[] bytes) throws IOException {
            try (FileChannel channel = FileChannel.open(
                    file,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
        }

        @Override
        public void move(Path from, Path to) throws IOException {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void delete(Path file) throws IOException {
            Files.deleteIfExists(file);
        }

        @Override
        public void force(Path folder) throws IOException {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    };

    /** Writes a whole file, and forces it to disk. */
    void write(Path file, byte[] bytes) throws IOException;

    /** Renames a file, over another one if there is one, in one step. Two names of one file stay as they are (rename(2)). */
    void move(Path from, Path to) throws IOException;

    /** Takes a name of a file away, or an empty folder, if it is there; follows no link. */
    void delete(Path file) throws IOException;

    /** Has the names in a folder survive a crash of the machine. */
    void force(Path folder) throws IOException;
}
