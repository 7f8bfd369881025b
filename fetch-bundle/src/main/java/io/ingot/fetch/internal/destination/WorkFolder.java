// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import io.ingot.common.file.FileAccess;
import io.ingot.common.file.PinnedFolder;
import io.ingot.common.file.TrustedUsers;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A private folder for unfinished files, inside a folder that others may write to, so that others cannot replace such a
 * file with a pipe, or with a link to a file whose owner and mode would change. The folder is pinned, and has a lock
 * that shows that its process is alive. It is deleted on close.
 */
final class WorkFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);
    private static final String LOCK = "lock";
    private static final int OWNER_ONLY = 0700;
    private static final FileAttribute<Set<PosixFilePermission>> PERMISSIONS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Set<OpenOption> TO_LOCK = Set.of(
            StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final Path name;
    private final PinnedFolder pinned;
    private final FileChannel lock;

    private WorkFolder(Path name, PinnedFolder pinned, FileChannel lock) {
        this.name = name;
        this.pinned = pinned;
        this.lock = lock;
    }

    /**
     * Creates a work folder.
     *
     * @param name a path that does not exist yet
     */
    static WorkFolder make(Path name) throws IOException {
        Files.createDirectory(name, PERMISSIONS);
        @Nullable PinnedFolder pinned = null;
        @Nullable FileChannel lock = null;
        try {
            pinned = pin(name);
            Path file = pinned.path().resolve(LOCK);
            lock = FileChannel.open(file, TO_LOCK);
            requirePrivate(name, pinned.path(), file);
            lock(name, lock);
            return new WorkFolder(name, pinned, lock);
        } catch (IOException e) {
            close(name, pinned, lock);
            throw e;
        }
    }

    /** Deletes a work folder that a killed process of this user left. */
    static void sweep(Path name) throws IOException {
        if (FileAccess.of(name).filter(WorkFolder::isOwn).isEmpty()) {
            return;
        }
        PinnedFolder pinned = pin(name);
        if (FileAccess.followed(pinned.path()).filter(WorkFolder::isOwn).isEmpty()) {
            pinned.close();
            return;
        }
        try (FileChannel lock = FileChannel.open(pinned.path().resolve(LOCK), TO_LOCK)) {
            if (lock.tryLock() != null) {
                new WorkFolder(name, pinned, lock).close();
                LOG.info("swept {}, which an interrupted fetch left", name);
            }
        } finally {
            pinned.close();
        }
    }

    /** Pins the folder itself, as its name could lead to another folder meanwhile. */
    private static PinnedFolder pin(Path name) throws IOException {
        Path parent = Objects.requireNonNull(name.getParent()).toRealPath();
        return PinnedFolder.of(name, parent.resolve(Objects.requireNonNull(name.getFileName())));
    }

    /**
     * Checks that new files have the folder's owner, which on a network file system may differ from the user of this
     * process.
     */
    private static void requirePrivate(Path name, Path folder, Path created) throws IOException {
        Optional<FileAccess> file = FileAccess.of(created);
        boolean isPrivate = FileAccess.followed(folder)
                .filter(access -> access.permissions() == OWNER_ONLY)
                .filter(access -> file.isPresent() && file.get().owner() == access.owner())
                .isPresent();
        if (!isPrivate) {
            throw new FileSystemException(name.toString(), null, "another user replaced it while it was created");
        }
    }

    private static void lock(Path name, FileChannel lock) {
        try {
            if (lock.tryLock() == null) {
                LOG.debug("{} is locked by another process", name);
            }
        } catch (IOException e) {
            LOG.debug("{} cannot be locked, and would stay after a crash", name, e);
        }
    }

    private static boolean isOwn(FileAccess access) {
        try {
            return access.isFolder()
                    && access.permissions() == OWNER_ONLY
                    && access.owner() == TrustedUsers.current().self();
        } catch (IOException e) {
            LOG.debug("cannot determine the user of this process", e);
            return false;
        }
    }

    /** Returns the path that leads to the folder. */
    Path path() {
        return pinned.path();
    }

    @Override
    public void close() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(pinned.path())) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("{} cannot be emptied", name, e);
        }
        close(name, pinned, lock);
    }

    private static void close(Path name, @Nullable PinnedFolder pinned, @Nullable FileChannel lock) {
        try (lock) {
            Files.deleteIfExists(name);
        } catch (IOException e) {
            LOG.warn("{} could not be deleted; delete it by hand: {}", name, e.toString());
        } finally {
            if (pinned != null) {
                pinned.close();
            }
        }
    }
}
