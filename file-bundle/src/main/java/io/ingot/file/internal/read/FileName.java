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

/** A name in a folder, to look at and to open without following a link, or waiting for the other end of a pipe. */
interface FileName extends Closeable {
    /** What has the name now. */
    BasicFileAttributes readAttributes() throws IOException;

    /**
     * Opens a regular file that was looked at.
     *
     * @throws io.ingot.image.ImageException a {@linkplain ImageException#versionChange version change} if something else has taken its name
     */
    Opened open(Call call) throws IOException;

    /**
     * An open file.
     *
     * @param channel its bytes
     * @param found what it was once it was open
     */
    record Opened(FileChannel channel, BasicFileAttributes attributes) {}

    /**
     * Goes to a name. Where only trusted users can change a name on the path, what was looked at is what is opened; elsewhere
     * its folder is held, and the file opened with the care that others make necessary.
     *
     * @param real the real path, not of the root folder
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

    /** A name that only trusted users can change. */
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
