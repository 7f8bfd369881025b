// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * File operations, each of which is a single step for the file system. They follow no symbolic links. Safe for
 * concurrent use. Tests override {@link #before} to inject a failure or a crash at a step.
 */
public class FileSteps {
    /** The permissions of a folder that only its owner can enter. */
    protected static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** The options to open a file for reading. */
    protected static final Set<OpenOption> TO_READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    /** Called before each modifying operation. */
    protected void before(String operation, Path path) throws IOException {}

    /** Returns the path by which to access a directory entry. */
    protected Path accessPath(Path name) {
        return name;
    }

    /** Returns the path by which to open a folder or file for reading. */
    protected Path folder(Path folder) {
        return folder;
    }

    /** Creates a file that only its owner can read, and writes bytes to it. */
    public void create(Path file, byte[] bytes) throws IOException {
        before("create", file);
        try (FileChannel channel = FileChannel.open(accessPath(file), NEW, OWNER_ONLY_FILE)) {
            writeFully(file, channel, ByteBuffer.wrap(bytes));
        }
    }

    /** Writes bytes to a new file. */
    protected void writeFully(Path file, FileChannel channel, ByteBuffer bytes) throws IOException {
        before("write", file);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Forces a file or folder to the disk. */
    public void force(Path path) throws IOException {
        before("force", path);
        try (FileChannel channel = FileChannel.open(folder(path), TO_READ)) {
            channel.force(true);
        }
    }

    /** Renames a file atomically, replacing a file or symbolic link of that name. */
    public void move(Path from, Path to) throws IOException {
        before("move", to);
        Files.move(accessPath(from), accessPath(to), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Deletes a file, a symbolic link or an empty folder.
     *
     * @return whether it existed
     */
    public boolean delete(Path path) throws IOException {
        before("delete", path);
        return Files.deleteIfExists(accessPath(path));
    }

    /** Reads the first bytes of a file, at most {@code limit}. */
    protected byte[] bytes(Path file, int limit) throws IOException {
        try (FileChannel channel = FileChannel.open(accessPath(file), TO_READ)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(limit, channel.size()));
            int length;
            do {
                length = channel.read(bytes);
            } while (length > 0);
            byte[] read = new byte[bytes.position()];
            bytes.flip().get(read);
            return read;
        }
    }

    /** Returns the names of the entries of a folder, in no particular order. */
    protected List<Path> entries(Path folder) throws IOException {
        List<Path> names = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder(folder))) {
            stream.forEach(entry -> names.add(Objects.requireNonNull(entry.getFileName())));
            return names;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
