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
 * A folder that only the user of this process can enter, in a folder that others may write to. Unfinished files lie there, so
 * that others cannot exchange them with a pipe, or a link to a file whose owner and mode would change. It is held, and has a
 * lock that shows that its process lives. It is deleted when it is closed.
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
    private final PinnedFolder held;
    private final FileChannel lock;

    private WorkFolder(Path name, PinnedFolder held, FileChannel lock) {
        this.name = name;
        this.held = held;
        this.lock = lock;
    }

    /** @param name of which there is nothing yet */
    static WorkFolder make(Path name) throws IOException {
        Files.createDirectory(name, PERMISSIONS);
        @Nullable PinnedFolder held = null;
        @Nullable FileChannel lock = null;
        try {
            held = hold(name);
            Path file = held.path().resolve(LOCK);
            lock = FileChannel.open(file, TO_LOCK);
            requirePrivate(name, held.path(), file);
            lock(name, lock);
            return new WorkFolder(name, held, lock);
        } catch (IOException e) {
            close(name, held, lock);
            throw e;
        }
    }

    /** Deletes one that a killed process of this user left. */
    static void sweep(Path name) throws IOException {
        if (FileAccess.of(name).filter(WorkFolder::isOurs).isEmpty()) {
            return;
        }
        PinnedFolder held = hold(name);
        if (FileAccess.ofTarget(held.path()).filter(WorkFolder::isOurs).isEmpty()) {
            held.close();
            return;
        }
        try (FileChannel lock = FileChannel.open(held.path().resolve(LOCK), TO_LOCK)) {
            if (lock.tryLock() != null) {
                new WorkFolder(name, held, lock).close();
                LOG.info("swept {}, which an interrupted fetch left", name);
            }
        } finally {
            held.close();
        }
    }

    /** The very folder, whatever takes its name: a name alone could lead elsewhere by now. */
    private static PinnedFolder hold(Path name) throws IOException {
        Path parent = Objects.requireNonNull(name.getParent()).toRealPath();
        return PinnedFolder.of(name, parent.resolve(Objects.requireNonNull(name.getFileName())));
    }

    /** What we make has the folder's owner: on a network file system, that is not always the user of this process. */
    private static void requirePrivate(Path name, Path folder, Path made) throws IOException {
        Optional<FileAccess> file = FileAccess.of(made);
        boolean ours = FileAccess.ofTarget(folder)
                .filter(found -> found.permissions() == OWNER_ONLY)
                .filter(found -> file.isPresent() && file.get().owner() == found.owner())
                .isPresent();
        if (!ours) {
            throw new FileSystemException(name.toString(), null, "others exchanged " + name + " when it was made");
        }
    }

    private static void lock(Path name, FileChannel lock) {
        try {
            if (lock.tryLock() == null) {
                LOG.debug("{} is locked by others", name);
            }
        } catch (IOException e) {
            LOG.debug("{} cannot be locked: a leftover there would stay", name, e);
        }
    }

    private static boolean isOurs(FileAccess found) {
        try {
            return found.isFolder()
                    && found.permissions() == OWNER_ONLY
                    && found.owner() == TrustedUsers.current().self();
        } catch (IOException e) {
            LOG.debug("the user of this process is not known", e);
            return false;
        }
    }

    /** The path by which it is reached. */
    Path path() {
        return held.path();
    }

    @Override
    public void close() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(held.path())) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("{} cannot be emptied", name, e);
        }
        close(name, held, lock);
    }

    private static void close(Path name, @Nullable PinnedFolder held, @Nullable FileChannel lock) {
        try (lock) {
            Files.deleteIfExists(name);
        } catch (IOException e) {
            LOG.warn("{} is left behind and can be deleted: {}", name, e.toString());
        } finally {
            if (held != null) {
                held.close();
            }
        }
    }
}
