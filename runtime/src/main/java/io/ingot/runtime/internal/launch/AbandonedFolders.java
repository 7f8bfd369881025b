// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.launch;

import io.ingot.common.file.FileAccess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Temporary folders that killed processes left. One is deleted only on proof: it has the name, the owner and the mode that
 * {@link TemporaryFolder} gives, and the lock in it is free.
 */
final class AbandonedFolders {
    private static final Logger LOG = LoggerFactory.getLogger(AbandonedFolders.class);
    private static final Pattern NAME = Pattern.compile(Pattern.quote(TemporaryFolder.PREFIX) + "\\d{1,20}");
    private static final int PRIVATE = 0700;

    /** A command deletes no more than this many, and so stays short. */
    private static final int AT_ONCE = 16;

    private final Path parent;
    private final int user;

    AbandonedFolders(Path parent, int user) {
        this.parent = parent;
        this.user = user;
    }

    /** Deletes some of them; what cannot be deleted is left. */
    void sweepExcept(Path own) {
        try {
            int swept = 0;
            for (Path folder : named()) {
                if (swept < AT_ONCE && !folder.getFileName().equals(own.getFileName()) && isOurs(folder)) {
                    swept += sweep(folder) ? 1 : 0;
                }
            }
        } catch (IOException e) {
            LOG.debug("cannot look for abandoned folders in {}", parent, e);
        }
    }

    private List<Path> named() throws IOException {
        List<Path> named = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(
                parent, entry -> NAME.matcher(entry.getFileName().toString()).matches())) {
            all.forEach(named::add);
        }
        return named;
    }

    private boolean isOurs(Path folder) {
        try {
            return FileAccess.of(folder)
                    .filter(found -> found.isFolder() && found.owner() == user && found.mode() == PRIVATE)
                    .isPresent();
        } catch (IOException e) {
            LOG.debug("cannot look at {}", folder, e);
            return false;
        }
    }

    private static boolean sweep(Path folder) {
        Path lock = folder.resolve(TemporaryFolder.LOCK);
        if (!Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (channel.tryLock() == null) {
                return false;
            }
            LOG.debug("deleting {}, which a process left that was killed", folder);
            TemporaryFolder.delete(folder);
            return true;
        } catch (IOException | OverlappingFileLockException e) {
            LOG.debug("cannot delete {}", folder, e);
            return false;
        }
    }
}
