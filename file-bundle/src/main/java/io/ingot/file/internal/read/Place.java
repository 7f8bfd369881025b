// SPDX-License-Identifier: Apache-2.0
package io.ingot.file.internal.read;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** A name in a folder, to look at and to open without following a link. */
interface Place extends Closeable {
    BasicFileAttributes look() throws IOException;

    SeekableByteChannel open() throws IOException;

    /**
     * Goes to a name in a folder, whose path is real. From the root downwards each folder is opened in the one above, so
     * that nobody can put a link in the way meanwhile. This needs read permission on each, where passing through needs
     * less; to make do with less would let whoever owns one of them choose the weaker way.
     */
    static Place at(Path folder, Path name) throws IOException {
        try {
            return Pinned.at(folder, name);
        } catch (UnsupportedOperationException e) {
            return new Named(folder.resolve(name));
        }
    }

    /** A name in a folder that is held open. */
    record Pinned(SecureDirectoryStream<Path> folder, Path name) implements Place {
        static Pinned at(Path folder, Path name) throws IOException {
            SecureDirectoryStream<Path> here = top(folder.getRoot());
            for (Path below : folder) {
                try (SecureDirectoryStream<Path> above = here) {
                    here = above.newDirectoryStream(below, LinkOption.NOFOLLOW_LINKS);
                }
            }
            return new Pinned(here, name);
        }

        @SuppressWarnings("StreamResourceLeak") // it is what the caller goes on from, and closes
        private static SecureDirectoryStream<Path> top(Path root) throws IOException {
            DirectoryStream<Path> top = Files.newDirectoryStream(root);
            if (top instanceof SecureDirectoryStream<Path> secure) {
                return secure;
            }
            top.close();
            throw new UnsupportedOperationException("no SecureDirectoryStream");
        }

        @Override
        public BasicFileAttributes look() throws IOException {
            return folder.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes();
        }

        @Override
        public SeekableByteChannel open() throws IOException {
            return folder.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        }

        @Override
        public void close() throws IOException {
            folder.close();
        }
    }

    /** Where the platform has no folders to hold: a path that is looked at before and afterwards. */
    record Named(Path real) implements Place {
        @Override
        public BasicFileAttributes look() throws IOException {
            BasicFileAttributes found =
                    Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!real.toRealPath().equals(real)) {
                throw new NoSuchFileException(real.toString());
            }
            return found;
        }

        @Override
        public SeekableByteChannel open() throws IOException {
            return Files.newByteChannel(real, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        }

        @Override
        public void close() {}
    }
}
