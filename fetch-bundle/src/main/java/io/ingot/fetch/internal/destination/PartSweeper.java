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
 * Deletes files that killed processes left next to a destination: temporary files that no running owner has locked.
 * Files of this JVM are not even opened: POSIX drops a process's locks on a file as soon as it closes any handle of it.
 */
public final class PartSweeper {
    private static final Logger LOG = LoggerFactory.getLogger(PartSweeper.class);
    /** Opening for both does not block, even if the name leads to a pipe meanwhile. */
    private static final Set<OpenOption> TO_LOCK =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private PartSweeper() {}

    /** Sweeps the files of one destination. Failures are logged only, as they do not prevent a fetch. */
    public static void sweep(FetchDestination destination) {
        PartNames names = PartNames.of(destination.currentPath());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(destination.currentFolder(), names::mayInclude)) {
            for (Path file : files) {
                sweep(file, names);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("{} could not be swept: {}", destination.folder(), e.toString());
        }
    }

    private static void sweep(Path file, PartNames names) {
        Optional<Path> part = names.partOf(file);
        try {
            if (part.isEmpty() || names.isOfThisProcess(file)) {
                return;
            }
            if (PartNames.isFolder(file)) {
                WorkFolder.sweep(file);
            } else if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                LOG.trace("{} is not a temporary file of Ingot", file);
            } else if (PartNames.isLink(file)) {
                sweepLink(file, part.get());
            } else {
                sweepPart(file);
            }
        } catch (IOException e) {
            LOG.debug("{} could not be swept: {}", file, e.toString());
        }
    }

    /**
     * A link is created after its part and deleted before it. Without a part, it has no owner, or is the link of a
     * moment, which its owner creates again.
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
            LOG.trace("{} was published just now", part, e);
        }
    }
}
