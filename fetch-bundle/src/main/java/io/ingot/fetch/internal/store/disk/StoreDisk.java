// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.disk;

import io.ingot.common.file.FileState;
import io.ingot.common.file.FileSteps;
import io.ingot.common.file.TrustedUsers;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operations on the store's files, each a single step for the file system. Symbolic links are not followed. Safe
 * for concurrent use. Tests inject failures and crashes by overriding {@link #before}.
 */
public class StoreDisk extends FileSteps {
    private static final Logger LOG = LoggerFactory.getLogger(StoreDisk.class);

    private volatile @Nullable TrustedUsers trustedUsers;

    /** Creates a folder that only its owner can enter, unless it exists. */
    public void makeFolder(Path folder) throws IOException {
        before("make folder", folder);
        try {
            Files.createDirectory(folder, OWNER_ONLY_FOLDER);
            Files.setPosixFilePermissions(
                    folder, OWNER_ONLY_FOLDER.value()); // drops the setgid bit inherited from the parent
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
        }
    }

    /** Creates a hard link. */
    public void link(Path name, Path file) throws IOException {
        before("link", name);
        Files.createLink(name, file);
    }

    /** Sets the permissions of a file. */
    public void setPermissions(Path file, Set<PosixFilePermission> permissions) throws IOException {
        before("permit", file);
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setPermissions(permissions);
    }

    /** Changes the owner or group of a file. */
    public void changeOwner(Path file, OwnerChange change) throws IOException {
        before("own", file);
        change.run();
    }

    /** Sets the modification time of a file; that of a fingerprint is the time of the last use. */
    public void touch(Path file, Instant when) throws IOException {
        before("touch", file);
        Files.setLastModifiedTime(file, FileTime.from(when));
    }

    /** Returns the state of a regular file; absent if there is none. */
    public Optional<FileState> state(Path file) throws IOException {
        return FileState.of(file).filter(FileState::isFile);
    }

    /**
     * Returns the bytes of a regular file; absent if there is none, it is too large, or untrusted users may have
     * written it.
     *
     * @param maxBytes the largest size accepted
     */
    public Optional<byte[]> read(Path file, int maxBytes) throws IOException {
        Optional<FileState> state = state(file);
        if (state.isEmpty() || state.get().size() > maxBytes) {
            return Optional.empty();
        }
        if (!trustedUsers().isSoleWriterOf(state.get().access())) {
            LOG.warn(
                    "{} is ignored: it belongs to user {}, or other users may write to it",
                    file,
                    state.get().owner());
            return Optional.empty();
        }
        try {
            return Optional.of(bytes(file, (int) state.get().size()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Returns the users who may write records, which are the same as long as the process runs. */
    private TrustedUsers trustedUsers() throws IOException {
        TrustedUsers known = trustedUsers;
        if (known == null) {
            known = TrustedUsers.current();
            trustedUsers = known;
        }
        return known;
    }

    /** Opens a file for reading. */
    public FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, TO_READ);
    }

    /** Returns the names in a folder, in no particular order; empty if the folder is missing. */
    public List<String> names(Path folder) throws IOException {
        try {
            return entries(folder).stream().map(Path::toString).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Returns the free bytes for this user on the file system of a folder. */
    public long usable(Path folder) throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /** Returns the type of the file system of a folder, such as {@code ext4}. */
    public String type(Path folder) throws IOException {
        return Files.getFileStore(folder).type();
    }

    /** Changes the owner or group of one file. */
    @FunctionalInterface
    public interface OwnerChange {
        /** Makes the change. */
        void run() throws IOException;
    }
}
