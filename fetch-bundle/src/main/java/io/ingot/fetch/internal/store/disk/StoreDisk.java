// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.disk;

import io.ingot.common.file.TrustedUsers;
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
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every operation on the store's files, each a single step for the file system. No link is followed. Safe for concurrent
 * use; a test that fails or ends at a step overrides {@link #before}.
 */
public class StoreDisk {
    private static final Logger LOG = LoggerFactory.getLogger(StoreDisk.class);
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final Set<OpenOption> TO_READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    /** Called before each operation that changes something. */
    protected void before(String operation, Path path) throws IOException {}

    /** Makes a folder that only its owner can enter, unless it is there. */
    public void makeFolder(Path folder) throws IOException {
        before("make folder", folder);
        try {
            Files.createDirectory(folder, OWNER_ONLY_FOLDER);
            Files.setPosixFilePermissions(folder, OWNER_ONLY_FOLDER.value()); // without the setgid bit of the one above
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
        }
    }

    /** Writes a new file that only its owner can read. */
    public void create(Path file, byte[] bytes) throws IOException {
        before("create", file);
        try (FileChannel channel = FileChannel.open(file, NEW, OWNER_ONLY_FILE)) {
            pour(file, channel, ByteBuffer.wrap(bytes));
        }
    }

    /** The writing of a new file. */
    protected void pour(Path file, FileChannel channel, ByteBuffer bytes) throws IOException {
        before("write", file);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Has a file or folder whole on disk. */
    public void force(Path path) throws IOException {
        before("force", path);
        try (FileChannel channel = FileChannel.open(path, TO_READ)) {
            channel.force(true);
        }
    }

    /** Gives a file another name, in one step; a file that has the name is replaced. */
    public void move(Path from, Path to) throws IOException {
        before("move", to);
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Gives a file one more name. */
    public void link(Path name, Path file) throws IOException {
        before("link", name);
        Files.createLink(name, file);
    }

    /**
     * Deletes a file.
     *
     * @return whether it was there
     */
    public boolean delete(Path file) throws IOException {
        before("delete", file);
        return Files.deleteIfExists(file);
    }

    /** Sets permissions. */
    public void permit(Path file, Set<PosixFilePermission> permissions) throws IOException {
        before("permit", file);
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setPermissions(permissions);
    }

    /** Gives a file to somebody. */
    public void own(Path file, Giving giving) throws IOException {
        before("own", file);
        giving.run();
    }

    /** Sets the time of a file's last change; for a witness, which is the time of the last use. */
    public void touch(Path file, Instant when) throws IOException {
        before("touch", file);
        Files.setLastModifiedTime(file, FileTime.from(when));
    }

    /** The state of a regular file; absent if there is none. */
    public Optional<StoreFileState> state(Path file) throws IOException {
        return StoreFileState.of(file);
    }

    /**
     * The bytes of a regular file; absent if there is none, or it is longer, or untrusted users may have written it.
     *
     * @param most bytes that it may have
     */
    public Optional<byte[]> read(Path file, int most) throws IOException {
        Optional<StoreFileState> state = StoreFileState.of(file);
        if (state.isEmpty() || state.get().size() > most) {
            return Optional.empty();
        }
        if (!state.get().writtenBy(TrustedUsers.current())) {
            LOG.warn(
                    "{} counts as absent: user {} owns it, or others may write to it",
                    file,
                    state.get().owner());
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, TO_READ)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) state.get().size());
            int length;
            do {
                length = channel.read(bytes);
            } while (length > 0);
            byte[] read = new byte[bytes.position()];
            bytes.flip().get(read);
            return Optional.of(read);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** A file, to be read. */
    public FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, TO_READ);
    }

    /** The names in a folder, in no order; none if it is missing. */
    public List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(file -> names.add(String.valueOf(file.getFileName())));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    /** The bytes that this user may still write in a folder. */
    public long usable(Path folder) throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /** The type of the file system that holds a folder: {@code ext4}. */
    public String type(Path folder) throws IOException {
        return Files.getFileStore(folder).type();
    }

    /** How a file is given to somebody. */
    @FunctionalInterface
    public interface Giving {
        /** Does it. */
        void run() throws IOException;
    }
}
