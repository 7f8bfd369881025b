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
 * Operations on files, each a single step for the file system. No link is followed. Safe for concurrent use. A test that
 * fails or ends at a step overrides {@link #before}.
 */
public class FileSteps {
    /** Permissions of a folder that only its owner can enter. */
    protected static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** How a file is opened to be read. */
    protected static final Set<OpenOption> TO_READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    /** Called before each operation that changes something. */
    protected void before(String operation, Path path) throws IOException {}

    /** The path by which a name is reached. */
    protected Path accessPath(Path name) {
        return name;
    }

    /** The path by which a folder or file is opened to be read. */
    protected Path folder(Path folder) {
        return folder;
    }

    /** Writes a new file that only its owner can read. */
    public void create(Path file, byte[] bytes) throws IOException {
        before("create", file);
        try (FileChannel channel = FileChannel.open(accessPath(file), NEW, OWNER_ONLY_FILE)) {
            writeFully(file, channel, ByteBuffer.wrap(bytes));
        }
    }

    /** Writes the bytes of a new file. */
    protected void writeFully(Path file, FileChannel channel, ByteBuffer bytes) throws IOException {
        before("write", file);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Forces a file or folder to disk. */
    public void force(Path path) throws IOException {
        before("force", path);
        try (FileChannel channel = FileChannel.open(folder(path), TO_READ)) {
            channel.force(true);
        }
    }

    /** Gives a file another name, in one step; a file or link that has the name is replaced. */
    public void move(Path from, Path to) throws IOException {
        before("move", to);
        Files.move(accessPath(from), accessPath(to), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Deletes a file, a link or an empty folder.
     *
     * @return whether it existed
     */
    public boolean delete(Path path) throws IOException {
        before("delete", path);
        return Files.deleteIfExists(accessPath(path));
    }

    /** The first bytes of a file, {@code most} at the most. */
    protected byte[] bytes(Path file, int most) throws IOException {
        try (FileChannel channel = FileChannel.open(accessPath(file), TO_READ)) {
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

    /** The names in a folder, in no order. */
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
