// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.landing;

import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file beside the destination into which bytes arrive. Nobody else can read it; a lock shows that its owner lives.
 * It lands, or it is gone when it is closed. Used by one thread at a time.
 */
public final class PartFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PartFile.class);
    private static final int TRIES = 16;
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Destination destination;
    private final Path path;
    private final FileChannel channel;
    private long size;

    private PartFile(Destination destination, Path path, FileChannel channel) {
        this.destination = destination;
        this.path = path;
        this.channel = channel;
    }

    /** Makes an empty one. */
    public static PartFile create(Destination destination) throws ImageException {
        try {
            for (int tries = 0; tries < TRIES; tries++) {
                Path path = destination.names().fresh();
                FileChannel channel = open(path);
                if (held(channel, path)) {
                    return new PartFile(destination, path, channel);
                }
                channel.close();
            }
        } catch (IOException e) {
            throw LocalErrors.writing(destination.folder(), destination.path(), e);
        }
        throw LocalErrors.notUsable("no part file stays in", destination.folder(), "see who deletes files there");
    }

    /** Appends bytes. */
    public void write(byte[] bytes, int length) throws ImageException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer, size + buffer.position());
            }
        } catch (IOException e) {
            throw LocalErrors.writing(destination.folder(), destination.path(), e);
        }
        size += length;
    }

    /** The bytes in it. */
    public long size() {
        return size;
    }

    /** Drops what is in it. */
    public void restart() throws ImageException {
        try {
            channel.truncate(0);
            size = 0;
        } catch (IOException e) {
            throw LocalErrors.failed("emptying", path, e);
        }
    }

    /** Puts it in its place: whole on disk first, then in one step. */
    public void land(FileMode mode) throws ImageException {
        try {
            if (POSIX) {
                // No link is followed: who may rename in this folder would choose whose permissions change.
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .setPermissions(mode.permissions());
            }
            channel.force(true);
        } catch (IOException e) {
            throw LocalErrors.writing(destination.folder(), destination.path(), e);
        }
        destination.take(path);
    }

    /** The name of a hard link that lives and dies with this part. */
    Path link() {
        return PartNames.linkOf(path);
    }

    /** Puts the hard link in its place instead. */
    void landLink() throws ImageException {
        destination.take(link());
    }

    /** Leaves nothing but what has landed. */
    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(link());
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("{} is left behind and can be deleted: {}", path, e.toString());
        }
    }

    private static FileChannel open(Path path) throws IOException {
        if (!POSIX) {
            return FileChannel.open(path, NEW);
        }
        FileAttribute<Set<PosixFilePermission>> ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        return FileChannel.open(path, NEW, ownerOnly);
    }

    /**
     * Locks it, and makes sure that no sweeper came between its birth and its lock. A file system without locks has no
     * sweepers either.
     */
    private static boolean held(FileChannel channel, Path path) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null && Files.exists(path, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            LOG.debug("{} cannot be locked: a leftover here would stay: {}", path, e.toString());
            return true;
        }
    }
}
