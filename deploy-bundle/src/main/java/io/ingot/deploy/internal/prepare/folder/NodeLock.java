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
 * Keeps everybody else out of a node's folder, in this process and in others; ends with the process. To be closed by the
 * thread that took it.
 */
public final class NodeLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeLock.class);
    private static final int MAX_TRIES = 16;

    private final String identity;
    private final FileChannel channel;

    private NodeLock(String guarded, FileChannel channel) {
        this.identity = guarded;
        this.channel = channel;
    }

    /**
     * Takes the lock of a folder that exists, and makes its {@code .ingot} where that is missing.
     *
     * @throws ImageException LOCAL_IO if somebody else has it, or something else is called so
     */
    public static NodeLock acquire(NodeFolder folder, NodeDisk disk) throws ImageException {
        @Nullable String guarded = null;
        boolean taken = false;
        try {
            String identity = disk.identity(folder.root());
            if (!BusyFolders.enter(identity)) {
                throw busy(folder);
            }
            guarded = identity;
            FileChannel channel = lock(folder, disk);
            taken = true;
            return new NodeLock(identity, channel);
        } catch (IOException e) {
            throw NodeFolderErrors.failed("locking", folder.lock(), e);
        } finally {
            if (guarded != null && !taken) {
                BusyFolders.leave(guarded);
            }
        }
    }

    /** Whoever cleans a folder deletes the lock while he has it; a lock that has lost its name is none. */
    private static FileChannel lock(NodeFolder folder, NodeDisk disk) throws IOException {
        for (int tries = 0; tries < MAX_TRIES; tries++) {
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
            LOG.trace("somebody else made {} meanwhile", folder.home(), e);
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
            // Losing its name or getting it back changes the time of change: it had this name when it was opened.
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
                LOG.trace("somebody else made {} meanwhile", lock, e);
            }
        }
        FileState state = disk.state(lock).orElseThrow(() -> new NoSuchFileException(lock.toString()));
        if (!state.isFile()) {
            throw NodeFolderErrors.permanent("the lock is no file:", lock, "remove it");
        }
        return state;
    }

    private static ImageException busy(NodeFolder folder) {
        return new ImageException(
                ErrorCode.LOCAL_IO, "another prepare is at work in " + folder.root() + "; try again when it has ended");
    }

    /** Lets others in. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            BusyFolders.leave(identity);
        }
    }
}
