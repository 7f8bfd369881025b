// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a killed process left beside a destination: files with our names that no living owner holds locked. Those of this
 * JVM are not even opened: POSIX drops a process's locks on a file as soon as it closes any handle of it.
 */
public final class PartSweeper {
    private static final Logger LOG = LoggerFactory.getLogger(PartSweeper.class);
    /** Opened for both, even a pipe that took the name meanwhile does not have us wait for its other end. */
    private static final Set<OpenOption> TO_LOCK =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private PartSweeper() {}

    /** Deletes those of one destination. What cannot be deleted is no reason not to fetch. */
    public static void sweep(FetchDestination destination) {
        PartNames names = PartNames.of(destination.place());
        try (DirectoryStream<Path> ours = Files.newDirectoryStream(destination.reached(), names.glob())) {
            for (Path file : ours) {
                sweep(file, names);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("{} could not be searched for leftovers: {}", destination.folder(), e.toString());
        }
    }

    private static void sweep(Path file, PartNames names) {
        Optional<Path> part = names.partOf(file);
        try {
            if (part.isEmpty() || names.ofThisProcess(file)) {
                return;
            }
            if (PartNames.isFolder(file)) {
                WorkFolder.sweep(file);
            } else if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                LOG.trace("{} is not a file of ours", file);
            } else if (PartNames.isLink(file)) {
                sweepLink(file, part.get());
            } else {
                sweepPart(file);
            }
        } catch (IOException e) {
            LOG.debug("{} stays: {}", file, e.toString());
        }
    }

    /**
     * A link is made after its part and deleted before it: without one it is nobody's, or the link of a moment, which its
     * owner makes again.
     */
    private static void sweepLink(Path link, Path part) throws IOException {
        if (Files.notExists(part, LinkOption.NOFOLLOW_LINKS) && Files.deleteIfExists(link)) {
            LOG.info("swept {}, which an interrupted fetch left", link);
        }
    }

    private static void sweepPart(Path part) throws IOException {
        try (FileChannel channel = FileChannel.open(part, TO_LOCK);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                Files.deleteIfExists(PartNames.linkOf(part));
                Files.deleteIfExists(part);
                LOG.info("swept {}, which an interrupted fetch left", part);
            }
        } catch (NoSuchFileException e) {
            LOG.trace("{} has landed just now", part, e);
        }
    }
}
