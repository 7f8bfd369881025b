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
 * Every operation on the files of a node's folder, each a single step for the file system. No link is followed. Safe for
 * concurrent use; a test that fails or ends at a step overrides {@link #before}. Paths are those that people know; where
 * others can change names on them, {@link PinnedDisk} works in folders that it holds.
 */
public class NodeDisk extends FileSteps {
    private static final int OWNER_ONLY = 0700;
    private static final Set<OpenOption> TO_WRITE = Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    /** Called before each operation that changes something; {@link PinnedDisk} passes it on. */
    @Override
    protected void before(String operation, Path path) throws IOException {}

    @Override
    public Path reach(Path name) {
        return super.reach(name);
    }

    /**
     * Makes sure that a folder is only this user's own; all later operations in it are in this very folder.
     *
     * @throws ImageException LOCAL_IO if somebody else owns it, or its mode is not 0700
     */
    void requirePrivate(Path folder) throws IOException {
        requirePrivate(folder, FileAccess.of(folder).orElseThrow(() -> new NoSuchFileException(folder.toString())));
    }

    static void requirePrivate(Path folder, FileAccess access) throws IOException {
        int self = TrustedUsers.current().self();
        if (!access.isFolder()) {
            throw NodeFolderErrors.permanent("there is not a folder, but something else called", folder, "remove it");
        }
        if (access.owner() != self || access.permissions() != OWNER_ONLY) {
            throw NodeFolderErrors.permanent(
                    "only user " + self + " with mode 0700 may have it, it has " + access.text() + ":",
                    folder,
                    "look at what it holds, then delete it");
        }
    }

    /**
     * Makes a folder with exactly these permissions, whatever the umask of the process is; it must not be there. Until it has
     * them, it is its owner's alone.
     */
    public void createFolder(Path folder, FolderMode mode) throws IOException {
        before("make folder", folder);
        Files.createDirectory(reach(folder), OWNER_ONLY_FOLDER);
        before("set permissions", folder);
        try {
            setPermissions(folder, mode);
        } catch (IOException e) {
            Files.delete(reach(folder));
            throw e;
        }
    }

    /** By its handle: another folder that takes its name meanwhile is not changed, nor is one to which a link leads. */
    void setPermissions(Path folder, FolderMode mode) throws IOException {
        Path above = Objects.requireNonNull(folder.getParent());
        Path name = Objects.requireNonNull(folder.getFileName());
        try (DirectoryStream<Path> parent = Files.newDirectoryStream(above)) {
            if (parent instanceof SecureDirectoryStream<Path> secure) {
                try (SecureDirectoryStream<Path> made = secure.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                    made.getFileAttributeView(PosixFileAttributeView.class).setPermissions(mode.permissions());
                }
            } else {
                Files.setPosixFilePermissions(folder, mode.permissions());
            }
        }
    }

    /**
     * Makes a folder that only its owner can enter, unless there is a folder of that name.
     *
     * @return whether it was made
     * @throws FileAlreadyExistsException if something else has the name
     */
    public boolean createPrivateFolder(Path folder) throws IOException {
        if (state(folder).filter(FileState::isFolder).isPresent()) {
            return false;
        }
        before("make folder", folder);
        Files.createDirectory(reach(folder), OWNER_ONLY_FOLDER);
        return true;
    }

    /** The state of what has a name; absent if nothing has. */
    public Optional<FileState> state(Path path) throws IOException {
        return FileState.of(reach(path));
    }

    /** A file's bytes, at most so many. */
    public byte[] read(Path file, int most) throws IOException {
        return bytes(file, most);
    }

    /** A file, to be locked. */
    FileChannel openToLock(Path file) throws IOException {
        return FileChannel.open(reach(file), TO_WRITE);
    }

    /** Which folder that is, for as long as it exists. */
    String identity(Path folder) throws IOException {
        return FileState.identity(folder(folder));
    }

    /** The paths of what is in a folder, in no order. */
    public List<Path> list(Path folder) throws IOException {
        return entries(folder).stream().map(folder::resolve).toList();
    }
}
