// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.folder;

import io.ingot.common.file.FileState;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exclusive lock of a node's folder, among the threads of this process and among processes. It ends with the process. The
 * thread that acquired it must close it.
 */
public final class NodeLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeLock.class);
    private static final int MAX_ATTEMPTS = 16;

    private final String identity;
    private final FileChannel channel;

    private NodeLock(String identity, FileChannel channel) {
        this.identity = identity;
        this.channel = channel;
    }

    /**
     * Locks a folder that exists, and creates its {@code .ingot} if that is missing.
     *
     * @throws ImageException LOCAL_IO if the folder is locked, or the name of the lock or of {@code .ingot} belongs to something
     *     else
     */
    public static NodeLock acquire(NodeFolder folder, NodeDisk disk) throws ImageException {
        @Nullable String entered = null;
        boolean acquired = false;
        try {
            String identity = disk.identity(folder.root());
            if (!BusyFolders.enter(identity)) {
                throw busy(folder);
            }
            entered = identity;
            FileChannel channel = lock(folder, disk);
            acquired = true;
            return new NodeLock(identity, channel);
        } catch (IOException e) {
            throw NodeFolderErrors.failed("locking", folder.lock(), e);
        } finally {
            if (entered != null && !acquired) {
                BusyFolders.leave(entered);
            }
        }
    }

    /** Locks the file. A cleanup deletes the lock file while it holds it; a lock file without its name is no longer valid. */
    private static FileChannel lock(NodeFolder folder, NodeDisk disk) throws IOException {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            Optional<FileChannel> channel = tryOnce(folder, disk);
            if (channel.isPresent()) {
                return channel.get();
            }
        }
        throw busy(folder);
    }

    private static void requireHome(NodeFolder folder, NodeDisk disk) throws IOException {
        try {
            if (disk.createPrivateFolder(folder.home())) {
                disk.force(folder.root());
            }
        } catch (FileAlreadyExistsException e) {
            LOG.trace("another process created {} meanwhile", folder.home(), e);
        }
        disk.requirePrivate(folder.home());
    }

    private static Optional<FileChannel> tryOnce(NodeFolder folder, NodeDisk disk) throws IOException {
        @Nullable FileChannel channel = null;
        boolean locked = false;
        try {
            requireHome(folder, disk);
            FileState before = createIfMissing(folder.lock(), disk);
            channel = disk.openToLock(folder.lock());
            if (channel.tryLock() == null) {
                throw busy(folder);
            }
            // Removing or restoring the name changes ctime: an unchanged state means that the opened file had this
            // name.
            locked = disk.state(folder.lock()).filter(before::equals).isPresent();
            return locked ? Optional.of(channel) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (OverlappingFileLockException e) {
            throw new ImageException(ErrorCode.LOCAL_IO, busy(folder).getMessage(), e);
        } finally {
            if (channel != null && !locked) {
                channel.close();
            }
        }
    }

    private static FileState createIfMissing(Path lock, NodeDisk disk) throws IOException {
        if (disk.state(lock).isEmpty()) {
            try {
                disk.create(lock, new byte[0]);
            } catch (FileAlreadyExistsException e) {
                LOG.trace("another process created {} meanwhile", lock, e);
            }
        }
        FileState state = disk.state(lock).orElseThrow(() -> new NoSuchFileException(lock.toString()));
        if (!state.isFile()) {
            throw NodeFolderErrors.permanent(lock, "not a regular file", "remove it");
        }
        return state;
    }

    private static ImageException busy(NodeFolder folder) {
        return new ImageException(
                ErrorCode.LOCAL_IO,
                folder.root() + ": another prepare or clean is running in this folder; try again when it has ended");
    }

    /** Releases the lock. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            BusyFolders.leave(identity);
        }
    }
}
