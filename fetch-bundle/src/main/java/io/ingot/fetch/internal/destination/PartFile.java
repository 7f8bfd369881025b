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
 * A part beside the destination, with a lock that shows that its owner lives. It lands, or it is gone when it is closed.
 * Used by one thread at a time.
 */
public final class PartFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PartFile.class);
    private static final int TRIES = 16;

    private final FetchDestination destination;
    private final Part part;

    private PartFile(FetchDestination destination, Part part) {
        this.destination = destination;
        this.part = part;
    }

    /** Makes an empty one. */
    public static PartFile create(FetchDestination destination) throws ImageException {
        try {
            for (int tries = 0; tries < TRIES; tries++) {
                Part part = Part.fresh(destination.names().fresh(), destination.path());
                if (held(part)) {
                    return new PartFile(destination, part);
                }
                part.close();
            }
        } catch (IOException e) {
            throw LocalFileErrors.writeFailed(destination.folder(), destination.path(), e);
        }
        throw LocalFileErrors.notUsable("no part file stays in", destination.folder(), "see who deletes files there");
    }

    /** The file itself. */
    public Part part() {
        return part;
    }

    /** Puts it in its place: whole on disk first, then in one step. */
    public void publish(FileOwnership rights) throws ImageException {
        try {
            rights.applyTo(part.path());
        } catch (IOException e) {
            throw LocalFileErrors.writeFailed(destination.folder(), destination.path(), e);
        }
        part.force();
        destination.take(part.path());
    }

    /** The folder that it is in. */
    Path folder() {
        return destination.folder();
    }

    /** The name of a hard link that lives and dies with this part. */
    Path link() {
        return PartNames.linkOf(part.path());
    }

    /** Puts the hard link in its place instead. */
    void publishLink() throws ImageException {
        destination.take(link());
    }

    /** Leaves nothing but what has landed. */
    @Override
    public void close() {
        try (part) {
            Files.deleteIfExists(link());
            Files.deleteIfExists(part.path());
        } catch (IOException e) {
            LOG.warn("{} is left behind and can be deleted: {}", part.path(), e.toString());
        }
    }

    /**
     * Locks it, and makes sure that no sweeper came between its birth and its lock. A file system without locks has no
     * sweepers either.
     */
    private static boolean held(Part part) throws IOException {
        try {
            FileLock lock = part.tryLock();
            return lock != null && Files.exists(part.path(), LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            LOG.debug("{} cannot be locked: a leftover here would stay: {}", part.path(), e.toString());
            return true;
        }
    }
}
