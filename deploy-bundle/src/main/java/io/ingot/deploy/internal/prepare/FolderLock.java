// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to change one node's folder, of one thread among all processes. The lock ends with its process. POSIX drops a
 * process's locks on a file when it closes any handle of it: hence nobody of this process opens a lock that is held.
 */
final class FolderLock implements AutoCloseable {
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();
    private static final int MOST_TRIES = 16;

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @throws ImageException LOCAL_IO, retryable, if somebody else has it; or if the folder cannot be used
     */
    static FolderLock take(NodeFolder folder) throws ImageException {
        Path real;
        try {
            real = folder.path().toRealPath();
        } catch (IOException e) {
            throw LocalErrors.failed("looking at", folder.path(), e);
        }
        if (!HELD_HERE.add(real)) {
            throw busy(folder);
        }
        Optional<FileChannel> channel = Optional.empty();
        try {
            channel = lock(folder);
            return new FolderLock(real, channel.orElseThrow(() -> busy(folder)));
        } catch (IOException e) {
            throw LocalErrors.failed("locking", folder.lock(), e);
        } finally {
            if (channel.isEmpty()) {
                HELD_HERE.remove(real);
            }
        }
    }

    /** The lock of the file that has the name: whoever cleans takes the file away, and then the lock of it is worth nothing. */
    private static Optional<FileChannel> lock(NodeFolder folder) throws IOException {
        for (int tries = 1; tries <= MOST_TRIES; tries++) {
            folder.make(folder.ours());
            FileChannel channel;
            try {
                channel = FileChannel.open(
                        folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            } catch (NoSuchFileException e) {
                continue;
            }
            boolean ours = false;
            try {
                Optional<FileIdentity> opened = FileIdentity.of(folder.lock());
                FileLock lock = channel.tryLock();
                if (lock == null) {
                    return Optional.empty();
                }
                ours = opened.isPresent() && opened.get().isAt(folder.lock());
                if (ours) {
                    return Optional.of(channel);
                }
            } finally {
                if (!ours) {
                    channel.close();
                }
            }
        }
        return Optional.empty();
    }

    private static ImageException busy(NodeFolder folder) {
        return new ImageException(
                ErrorCode.LOCAL_IO,
                "somebody else prepares or cleans " + folder.path() + "; try again when that has ended");
    }

    @Override
    public void close() throws ImageException {
        try {
            channel.close();
        } catch (IOException e) {
            throw LocalErrors.failed("unlocking", folder, e);
        } finally {
            HELD_HERE.remove(folder);
        }
    }
}
