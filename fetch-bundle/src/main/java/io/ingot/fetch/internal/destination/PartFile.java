// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part next to the destination, with a lock that shows that its owner is alive. It is deleted on close unless it was
 * published. Used by one thread at a time.
 */
public final class PartFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PartFile.class);
    private static final int MAX_TRIES = 16;

    private final FetchDestination destination;
    private final Part part;

    private PartFile(FetchDestination destination, Part part) {
        this.destination = destination;
        this.part = part;
    }

    /** Creates an empty part. */
    public static PartFile create(FetchDestination destination) throws ImageException {
        try {
            for (int tries = 0; tries < MAX_TRIES; tries++) {
                Part part = Part.create(destination.names().newPart(), destination.path());
                if (lock(part)) {
                    return new PartFile(destination, part);
                }
                part.close();
            }
        } catch (IOException e) {
            throw LocalFileErrors.writeFailed(destination.folder(), destination.path(), e);
        }
        throw LocalFileErrors.notUsable(
                "other programs delete part files in", destination.folder(), "find and stop them");
    }

    /** Returns the file. */
    public Part part() {
        return part;
    }

    /** Forces the part to disk, and renames it to the destination in one step. */
    public void publish(FileOwnership ownership) throws ImageException {
        try {
            ownership.applyTo(part.path());
        } catch (IOException e) {
            throw LocalFileErrors.writeFailed(destination.folder(), destination.path(), e);
        }
        part.force();
        destination.moveInDurably(part.path());
    }

    /** Returns the folder of the destination. */
    Path folder() {
        return destination.folder();
    }

    /** Returns the name of a hard link that belongs to this part. */
    Path link() {
        return PartNames.linkOf(part.path());
    }

    /** Renames the hard link to the destination, instead of the part. */
    void publishLink() throws ImageException {
        destination.moveInDurably(link());
    }

    /** Deletes the part and the link, unless they were published. */
    @Override
    public void close() {
        try (part) {
            Files.deleteIfExists(link());
            Files.deleteIfExists(part.path());
        } catch (IOException e) {
            LOG.warn("{} could not be deleted; delete it by hand: {}", part.path(), e.toString());
        }
    }

    /**
     * Locks a new part, and checks that no sweeper deleted it before it was locked. Without locks of the file system
     * there are no sweepers either.
     */
    private static boolean lock(Part part) throws IOException {
        try {
            FileLock lock = part.tryLock();
            return lock != null && Files.exists(part.path(), LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            LOG.debug("{} cannot be locked, and would stay after a crash: {}", part.path(), e.toString());
            return true;
        }
    }
}
