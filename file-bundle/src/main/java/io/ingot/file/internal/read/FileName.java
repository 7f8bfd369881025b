// SPDX-License-Identifier: Apache-2.0
package io.ingot.file.internal.read;

import io.ingot.common.file.TracedPath;
import io.ingot.common.file.TrustedUsers;
import io.ingot.common.file.Weakness;
import io.ingot.image.Call;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/** A file name in a folder. Opens the file without following a symbolic link or waiting for the other end of a pipe. */
interface FileName extends Closeable {
    /** Reads the attributes of the file that has the name now. */
    BasicFileAttributes readAttributes() throws IOException;

    /**
     * Opens a regular file whose attributes have been read.
     *
     * @throws io.ingot.image.ImageException a {@linkplain ImageException#versionChange version change} if another file
     *     has the name now
     */
    Opened open(Call call) throws IOException;

    /**
     * An open file.
     *
     * @param channel its bytes
     * @param attributes its attributes after it was opened
     */
    record Opened(FileChannel channel, BasicFileAttributes attributes) {}

    /**
     * Opens a name. If only trusted users can change names on the path, the file can be opened by its path. Otherwise the
     * folder is pinned, and the file is opened as {@link SharedFileName} does.
     *
     * @param real a real path, not of the root folder
     */
    static FileName open(Path real) throws IOException {
        Path folder = Objects.requireNonNull(real.getParent());
        TrustedUsers trusted = TrustedUsers.current();
        if (!TracedPath.of(folder, trusted).real().equals(folder)) {
            throw new NoSuchFileException(real.toString());
        }
        Optional<Weakness> weakness = TracedPath.of(real, trusted).weakness();
        return weakness.isEmpty() ? new Guarded(real) : SharedFileName.open(real, weakness.get());
    }

    /** A name on a path that only trusted users can change. */
    record Guarded(Path real) implements FileName {
        @Override
        public BasicFileAttributes readAttributes() throws IOException {
            return Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        }

        @Override
        public Opened open(Call call) throws IOException {
            FileChannel channel = FileChannel.open(real, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            try {
                return new Opened(channel, readAttributes());
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }

        @Override
        public void close() {}
    }
}
