// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The destination of an image: a file name in an existing folder. An existing file is replaced in one step; a symbolic
 * link is replaced itself, never followed. A device, pipe or socket is neither replaced nor written to.
 */
public final class FetchDestination {
    private static final Logger LOG = LoggerFactory.getLogger(FetchDestination.class);

    private static final int MAX_TRIES = 16;

    private final Path path;
    private final Path folder;
    private volatile Path currentFolder;
    private volatile Path workFolder;

    private FetchDestination(Path path, Path folder) {
        this.path = path;
        this.folder = folder;
        this.currentFolder = folder;
        this.workFolder = folder;
    }

    /**
     * Checks a destination; changes nothing.
     *
     * @param path an absolute path
     * @throws ImageException LOCAL_IO if no file can be written there
     */
    public static FetchDestination of(Path path) throws ImageException {
        Path folder = path.getParent();
        if (folder == null || path.getFileName() == null) {
            throw LocalFileErrors.notUsable("the destination is not a file name:", path, "name a file in a folder");
        }
        if (!Files.isDirectory(folder)) {
            String fact =
                    Files.exists(folder) ? "not a directory; name another" : "directory does not exist; create it";
            throw new ImageException(ErrorCode.LOCAL_IO, folder + ": " + fact);
        }
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw LocalFileErrors.notUsable("the destination is a folder:", path, "name a file in it");
        }
        if (leadsToDevice(path)) {
            throw LocalFileErrors.notUsable("the destination is a device, pipe or socket:", path, "name a file");
        }
        if (!Files.isWritable(folder)) {
            throw LocalFileErrors.notUsable(
                    "the destination's folder is not writable:", folder, "give this user write access");
        }
        return new FetchDestination(path, folder);
    }

    /** Follows links: replacing {@code /dev/stdout}, which is a link, would break every other program. */
    private static boolean leadsToDevice(Path path) {
        return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
    }

    /** Returns the absolute path. */
    public Path path() {
        return path;
    }

    /** Returns the parent folder. */
    public Path folder() {
        return folder;
    }

    /** Returns the names of unfinished files. */
    PartNames names() {
        return PartNames.of(workFolder.resolve(fileName()));
    }

    /** Returns the path that currently leads to the folder; {@link #hold} changes it. */
    Path currentFolder() {
        return currentFolder;
    }

    /** Returns the path that currently leads to the destination; {@link #hold} changes it. */
    Path currentPath() {
        return currentFolder.resolve(fileName());
    }

    private Path fileName() {
        return Objects.requireNonNull(path.getFileName());
    }

    /** While it is open, the destination stays in the same folder, and other users cannot access unfinished files. */
    @FunctionalInterface
    public interface Holding extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Pins the folder if other users can rename parts of its path, until the result is closed.
     *
     * @throws ImageException LOCAL_IO if others can change a symbolic link on the path, or the folder cannot be pinned
     */
    public Holding hold() throws ImageException {
        HeldFolder secured = HeldFolder.of(folder, fileName());
        currentFolder = secured.path();
        workFolder = secured.workFolder();
        return () -> {
            currentFolder = folder;
            workFolder = folder;
            secured.close();
        };
    }

    /** Returns the free bytes for this user on the file system of the folder. */
    public long usableSpace() throws ImageException {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw LocalFileErrors.failed("reading the free space of", folder, e);
        }
    }

    /**
     * Requires free space.
     *
     * @throws ImageException INSUFFICIENT_SPACE if there is not enough
     */
    public void requireSpace(long bytes) throws ImageException {
        long usable = usableSpace();
        if (usable < bytes) {
            throw new ImageException(
                    ErrorCode.INSUFFICIENT_SPACE,
                    folder + " has " + SizeText.of(usable) + " free, " + path.getFileName() + " needs "
                            + SizeText.of(bytes) + "; free some space there");
        }
    }

    /**
     * Requires a file system of at least this size, whatever it holds now.
     *
     * @throws ImageException INSUFFICIENT_SPACE if the whole file system is too small
     */
    public void requireCapacity(long bytes) throws ImageException {
        try {
            long total = Files.getFileStore(folder).getTotalSpace();
            if (total > 0 && total < bytes) {
                throw new ImageException(
                        ErrorCode.INSUFFICIENT_SPACE,
                        "the whole file system of " + folder + " has " + SizeText.of(total) + ", " + path.getFileName()
                                + " needs " + SizeText.of(bytes) + "; use a larger one");
            }
        } catch (ImageException e) {
            throw e;
        } catch (IOException e) {
            throw LocalFileErrors.failed("reading the size of", folder, e);
        }
    }

    /** Renames a finished file of this folder to the destination, in one step that survives a crash of the machine. */
    void moveInDurably(Path finished) throws ImageException {
        moveIn(finished);
        force();
    }

    /** Creates a hard link to a file. */
    @FunctionalInterface
    public interface Link {
        /**
         * Creates the link, in one step.
         *
         * @throws FileAlreadyExistsException if a file of that name exists
         */
        void as(Path name) throws IOException;
    }

    /**
     * Links a finished file to the destination, in one step; a crash of the machine may undo it. If a file exists
     * there, the link is created under a hidden name first and then renamed. The hidden name has no lock: if the
     * sweeper of another process deletes it as a leftover, it is created again.
     *
     * @throws IOException if it cannot be linked
     */
    public void link(Link link) throws IOException {
        try {
            link.as(currentPath());
        } catch (FileAlreadyExistsException e) {
            LOG.trace("{} is replaced", path, e);
            replace(link);
        }
    }

    private void replace(Link link) throws IOException {
        for (int tries = 1; ; tries++) {
            Path hidden = names().newLink();
            try {
                link.as(hidden);
                moveIn(hidden);
                return;
            } catch (ImageException e) {
                boolean swept = e.getCause() instanceof NoSuchFileException;
                if (!swept || tries == MAX_TRIES) {
                    throw e;
                }
            } finally {
                Files.deleteIfExists(hidden);
            }
        }
    }

    /** Renames a finished file to the destination, in one step; a crash of the machine may undo it. */
    void moveIn(Path finished) throws ImageException {
        try {
            Files.move(finished, currentPath(), StandardCopyOption.ATOMIC_MOVE);
            // rename(2) does nothing if both names are links to one file: an image that was linked there before.
            Files.deleteIfExists(finished);
        } catch (AtomicMoveNotSupportedException e) {
            throw LocalFileErrors.failed("moving a file atomically to", path, e);
        } catch (IOException e) {
            throw LocalFileErrors.writeFailed(folder, path, e);
        }
    }

    /** Forces the folder to disk. Only warns if that fails, as the image is at its destination already. */
    public void force() {
        try (FileChannel channel = FileChannel.open(currentFolder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.warn("{} is complete, but its folder could not be forced to disk: {}", path, e.toString());
        }
    }

    @Override
    public String toString() {
        return Objects.toString(path);
    }
}
