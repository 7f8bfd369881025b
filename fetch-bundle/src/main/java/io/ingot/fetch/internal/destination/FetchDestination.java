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
 * Where an image is wanted: a name in an existing folder. A file that stands there is replaced in one step; a symbolic
 * link is replaced itself, never followed. A device, pipe or socket is neither replaced nor written to.
 */
public final class FetchDestination {
    private static final Logger LOG = LoggerFactory.getLogger(FetchDestination.class);

    private static final int MOST_TRIES = 16;

    private final Path path;
    private final Path folder;
    private volatile Path reached;
    private volatile Path working;

    private FetchDestination(Path path, Path folder) {
        this.path = path;
        this.folder = folder;
        this.reached = folder;
        this.working = folder;
    }

    /**
     * Looks at a destination; changes nothing.
     *
     * @param path absolute
     * @throws ImageException LOCAL_IO if nothing could be put there
     */
    public static FetchDestination of(Path path) throws ImageException {
        Path folder = path.getParent();
        if (folder == null || path.getFileName() == null) {
            throw LocalFileErrors.notUsable("the destination is no file name:", path, "name a file in a folder");
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
                    "the destination's folder cannot be written:", folder, "give this user access");
        }
        return new FetchDestination(path, folder);
    }

    /** Links are followed: replacing {@code /dev/stdout}, which is one, would break every other program. */
    private static boolean leadsToDevice(Path path) {
        return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
    }

    /** The absolute path. */
    public Path path() {
        return path;
    }

    /** The folder that holds it. */
    public Path folder() {
        return folder;
    }

    /** The names of unfinished files. */
    PartNames names() {
        return PartNames.of(working.resolve(fileName()));
    }

    /** The path by which the folder is reached now. */
    Path reached() {
        return reached;
    }

    /** The path by which the destination is reached now. */
    Path place() {
        return reached.resolve(fileName());
    }

    private Path fileName() {
        return Objects.requireNonNull(path.getFileName());
    }

    /** Until it is closed, a destination's folder stays this one, and no other user can reach unfinished files. */
    @FunctionalInterface
    public interface Holding extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Holds the folder, where others can change a name on its path, for as long as something is put there.
     *
     * @throws ImageException LOCAL_IO if others can change a symbolic link on the path, or the folder cannot be held
     */
    public Holding hold() throws ImageException {
        HeldFolder held = HeldFolder.of(folder, fileName());
        reached = held.path();
        working = held.working();
        return () -> {
            reached = folder;
            working = folder;
            held.close();
        };
    }

    /** The bytes that this user may still write there. */
    public long usableSpace() throws ImageException {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw LocalFileErrors.failed("asking for the free space of", folder, e);
        }
    }

    /**
     * Makes sure that there is room.
     *
     * @throws ImageException INSUFFICIENT_SPACE if there is not
     */
    public void requireSpace(long bytes) throws ImageException {
        long usable = usableSpace();
        if (usable < bytes) {
            throw new ImageException(
                    ErrorCode.INSUFFICIENT_SPACE,
                    folder + " has room for " + SizeText.of(usable) + ", " + path.getFileName() + " needs "
                            + SizeText.of(bytes) + "; free some there");
        }
    }

    /**
     * Makes sure that there could be room, whatever lies there now.
     *
     * @throws ImageException INSUFFICIENT_SPACE if even the whole file system is too small
     */
    public void requireCapacity(long bytes) throws ImageException {
        try {
            long total = Files.getFileStore(folder).getTotalSpace();
            if (total > 0 && total < bytes) {
                throw new ImageException(
                        ErrorCode.INSUFFICIENT_SPACE,
                        "the whole file system of " + folder + " has " + SizeText.of(total) + ", " + path.getFileName()
                                + " needs " + SizeText.of(bytes));
            }
        } catch (ImageException e) {
            throw e;
        } catch (IOException e) {
            throw LocalFileErrors.failed("asking for the size of", folder, e);
        }
    }

    /** Puts a finished file of this folder in its place, in one step that survives a crash. */
    void take(Path finished) throws ImageException {
        takeLightly(finished);
        force();
    }

    /** Gives a file a further name. */
    @FunctionalInterface
    public interface Link {
        /**
         * Does it, in one step.
         *
         * @throws FileAlreadyExistsException if there is a file of that name
         */
        void as(Path name) throws IOException;
    }

    /**
     * Puts a further name of a finished file in this place, in one step; a crash of the machine may undo it. Where something
     * stands already the link is made under a hidden name first. That has no guard: a sweeper of another process may take it
     * for a leftover, and then it is made again.
     *
     * @throws IOException if it cannot be linked
     */
    public void link(Link link) throws IOException {
        try {
            link.as(place());
        } catch (FileAlreadyExistsException e) {
            LOG.trace("{} is replaced", path, e);
            replace(link);
        }
    }

    private void replace(Link link) throws IOException {
        for (int tries = 1; ; tries++) {
            Path hidden = names().freshLink();
            try {
                link.as(hidden);
                takeLightly(hidden);
                return;
            } catch (ImageException e) {
                boolean swept = e.getCause() instanceof NoSuchFileException;
                if (!swept || tries == MOST_TRIES) {
                    throw e;
                }
            } finally {
                Files.deleteIfExists(hidden);
            }
        }
    }

    /** The same; a crash of the machine may undo it. */
    void takeLightly(Path finished) throws ImageException {
        try {
            Files.move(finished, place(), StandardCopyOption.ATOMIC_MOVE);
            // rename(2) leaves both names alone if they are links to one file: an image that was linked there before.
            Files.deleteIfExists(finished);
        } catch (AtomicMoveNotSupportedException e) {
            throw LocalFileErrors.failed("moving a file in one step to", path, e);
        } catch (IOException e) {
            throw LocalFileErrors.writeFailed(folder, path, e);
        }
    }

    /** Has the name survive a crash. The image is in its place already; a folder that cannot be forced may forget that in a crash of the machine. */
    public void force() {
        try (FileChannel channel = FileChannel.open(reached, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.warn("{} is in its place, but its folder could not be forced to disk: {}", path, e.toString());
        }
    }

    @Override
    public String toString() {
        return Objects.toString(path);
    }
}
