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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every operation on the store's files, each a single step for the file system. No link is followed. Safe for concurrent
 * use; a test that fails or ends at a step overrides {@link #before}.
 */
public class StoreDisk extends FileSteps {
    private static final Logger LOG = LoggerFactory.getLogger(StoreDisk.class);
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

    /** Gives a file one more name. */
    public void link(Path name, Path file) throws IOException {
        before("link", name);
        Files.createLink(name, file);
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
    public Optional<FileState> state(Path file) throws IOException {
        return FileState.of(file).filter(FileState::isFile);
    }

    /**
     * The bytes of a regular file; absent if there is none, or it is longer, or untrusted users may have written it.
     *
     * @param most bytes that it may have
     */
    public Optional<byte[]> read(Path file, int most) throws IOException {
        Optional<FileState> state = state(file);
        if (state.isEmpty() || state.get().size() > most) {
            return Optional.empty();
        }
        if (!TrustedUsers.current().isSoleWriterOf(state.get().access())) {
            LOG.warn(
                    "{} counts as absent: user {} owns it, or others may write to it",
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

    /** A file, to be read. */
    public FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, TO_READ);
    }

    /** The names in a folder, in no order; none if it is missing. */
    public List<String> names(Path folder) throws IOException {
        try {
            return entries(folder).stream().map(Path::toString).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
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
