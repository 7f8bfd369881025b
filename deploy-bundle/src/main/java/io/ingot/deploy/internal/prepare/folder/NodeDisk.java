// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.folder;

import io.ingot.common.file.FileAccess;
import io.ingot.common.file.TrustedUsers;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Every operation on the files of a node's folder, each a single step for the file system. No link is followed. Safe for
 * concurrent use; a test that fails or ends at a step overrides {@link #before}. Paths are those that people know; where
 * others can change names on them, {@link PinnedDisk} works in folders that it holds.
 */
public class NodeDisk {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final int OWNER_ONLY = 0700;
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final Set<OpenOption> TO_READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> TO_WRITE = Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    /** Called before each operation that changes something. */
    protected void before(String operation, Path path) throws IOException {}

    /** The path by which a name is reached. */
    public Path reach(Path name) {
        return name;
    }

    /** The path by which a folder is opened. */
    protected Path folder(Path folder) {
        return folder;
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
            throw NodeFolderErrors.inTheWay("there is not a folder, but something else called", folder, "remove it");
        }
        if (access.owner() != self || access.permissions() != OWNER_ONLY) {
            throw NodeFolderErrors.inTheWay(
                    "only user " + self + " with mode 0700 may have it, it has " + access.text() + ":",
                    folder,
                    "look at what it holds, then delete it");
        }
    }

    /**
     * Makes a folder with exactly these permissions, whatever the umask of the process is; it must not be there. Until it has
     * them, it is its owner's alone.
     */
    public void makeFolder(Path folder, FolderMode mode) throws IOException {
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
    public boolean makePrivateFolder(Path folder) throws IOException {
        if (state(folder).filter(NodeFileState::isFolder).isPresent()) {
            return false;
        }
        before("make folder", folder);
        Files.createDirectory(reach(folder), OWNER_ONLY_FOLDER);
        return true;
    }

    /** Writes a new file that only its owner can read. */
    public void create(Path file, byte[] bytes) throws IOException {
        before("create", file);
        try (FileChannel channel = FileChannel.open(reach(file), NEW, OWNER_ONLY_FILE)) {
            before("write", file);
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
    }

    /** Has a file or folder whole on disk. */
    public void force(Path path) throws IOException {
        before("force", path);
        try (FileChannel channel = FileChannel.open(folder(path), TO_READ)) {
            channel.force(true);
        }
    }

    /** Gives a file another name, in one step; what has the name is replaced, unless it is a folder. */
    public void move(Path from, Path to) throws IOException {
        before("move", to);
        Files.move(reach(from), reach(to), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Deletes a file, a link or an empty folder.
     *
     * @return whether it was there
     */
    public boolean delete(Path path) throws IOException {
        before("delete", path);
        return Files.deleteIfExists(reach(path));
    }

    /** The state of what has a name; absent if nothing has. */
    public Optional<NodeFileState> state(Path path) throws IOException {
        return NodeFileState.of(reach(path));
    }

    /** A file's bytes, at most so many. */
    public byte[] read(Path file, int most) throws IOException {
        try (FileChannel channel = FileChannel.open(reach(file), TO_READ)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, channel.size()));
            int length;
            do {
                length = channel.read(bytes);
            } while (length > 0);
            byte[] read = new byte[bytes.position()];
            bytes.flip().get(read);
            return read;
        }
    }

    /** A file, to be locked. */
    FileChannel openToLock(Path file) throws IOException {
        return FileChannel.open(reach(file), TO_WRITE);
    }

    /** Which folder that is, for as long as it exists. */
    String identity(Path folder) throws IOException {
        Map<String, Object> found = Files.readAttributes(folder(folder), "unix:dev,ino");
        return found.get("dev") + ":" + found.get("ino");
    }

    /** The paths of what is in a folder, in no order. */
    public List<Path> list(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder(folder))) {
            stream.forEach(entry -> found.add(folder.resolve(entry.getFileName())));
            return found;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
