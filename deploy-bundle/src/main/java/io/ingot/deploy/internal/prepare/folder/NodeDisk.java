// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.folder;

import io.ingot.common.file.FileAccess;
import io.ingot.common.file.FileState;
import io.ingot.common.file.FileSteps;
import io.ingot.common.file.TrustedUsers;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The operations on the files of a node's folder, each a single step for the file system. No link is followed. Safe for
 * concurrent use. Tests override {@link #before} to fail or to stop at a step. Arguments are the paths that users see; if
 * others can change names on them, {@link PinnedDisk} accesses the files through pinned folders.
 */
public class NodeDisk extends FileSteps {
    private static final int OWNER_ONLY = 0700;
    private static final Set<OpenOption> TO_WRITE = Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    /** Called before each operation that changes a file or folder; {@link PinnedDisk} passes it on. */
    @Override
    protected void before(String operation, Path path) throws IOException {}

    @Override
    public Path reach(Path name) {
        return super.reach(name);
    }

    /**
     * Requires that a folder is private to this user; all later operations in it are in this very folder.
     *
     * @throws ImageException LOCAL_IO if another user owns it, or its mode is not 0700
     */
    void requirePrivate(Path folder) throws IOException {
        requirePrivate(folder, FileAccess.of(folder).orElseThrow(() -> new NoSuchFileException(folder.toString())));
    }

    static void requirePrivate(Path folder, FileAccess access) throws IOException {
        int self = TrustedUsers.current().self();
        if (!access.isFolder()) {
            throw NodeFolderErrors.permanent(folder, "not a directory", "remove it");
        }
        if (access.owner() != self || access.permissions() != OWNER_ONLY) {
            throw NodeFolderErrors.permanent(
                    folder,
                    "has " + access.text() + ", expected user " + self + ", mode 0700",
                    "check its content, then delete it");
        }
    }

    /**
     * Creates a folder with exactly these permissions, whatever the umask of the process is. The folder must not exist. Until
     * it has them, only its owner can access it.
     */
    public void createFolder(Path folder, FolderMode mode) throws IOException {
        before("create folder", folder);
        Files.createDirectory(reach(folder), OWNER_ONLY_FOLDER);
        before("set permissions", folder);
        try {
            setPermissions(folder, mode);
        } catch (IOException e) {
            Files.delete(reach(folder));
            throw e;
        }
    }

    /** Sets permissions through an open handle, so that another folder or link that takes the name is not changed. */
    void setPermissions(Path folder, FolderMode mode) throws IOException {
        Path parent = Objects.requireNonNull(folder.getParent());
        Path name = Objects.requireNonNull(folder.getFileName());
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
            if (entries instanceof SecureDirectoryStream<Path> secure) {
                try (SecureDirectoryStream<Path> created = secure.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                    created.getFileAttributeView(PosixFileAttributeView.class).setPermissions(mode.permissions());
                }
            } else {
                Files.setPosixFilePermissions(folder, mode.permissions());
            }
        }
    }

    /**
     * Creates a folder that only its owner can access, unless it exists.
     *
     * @return whether it was created
     * @throws FileAlreadyExistsException if the name exists and is not a directory
     */
    public boolean createPrivateFolder(Path folder) throws IOException {
        if (state(folder).filter(FileState::isFolder).isPresent()) {
            return false;
        }
        before("create folder", folder);
        Files.createDirectory(reach(folder), OWNER_ONLY_FOLDER);
        return true;
    }

    /** The state of a file or folder; absent if it does not exist. */
    public Optional<FileState> state(Path path) throws IOException {
        return FileState.of(reach(path));
    }

    /** Reads a file of at most {@code max} bytes. */
    public byte[] read(Path file, int max) throws IOException {
        return bytes(file, max);
    }

    /** Opens a file to lock it. */
    FileChannel openToLock(Path file) throws IOException {
        return FileChannel.open(reach(file), TO_WRITE);
    }

    /** The identity of a folder, for as long as it exists. */
    String identity(Path folder) throws IOException {
        return FileState.identity(folder(folder));
    }

    /** The paths of a folder's entries, in no particular order. */
    public List<Path> list(Path folder) throws IOException {
        return entries(folder).stream().map(folder::resolve).toList();
    }
}
