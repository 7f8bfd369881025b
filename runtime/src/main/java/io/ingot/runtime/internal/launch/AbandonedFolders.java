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
 * Deletes the temporary folders of killed processes. A folder is deleted only if it has the name, owner and mode that
 * {@link TemporaryFolder} gives, and its lock is free.
 */
final class AbandonedFolders {
    private static final Logger LOG = LoggerFactory.getLogger(AbandonedFolders.class);
    private static final Pattern NAME = Pattern.compile(Pattern.quote(TemporaryFolder.PREFIX) + "\\d{1,20}");
    private static final int PRIVATE = 0700;

    /** The number of folders that one command deletes at most, so that it stays fast. */
    private static final int MAX_DELETED = 16;

    private final Path parent;
    private final int user;

    AbandonedFolders(Path parent, int user) {
        this.parent = parent;
        this.user = user;
    }

    /** Deletes abandoned folders; those that cannot be deleted are left. */
    void sweepExcept(Path current) {
        try {
            int swept = 0;
            for (Path folder : candidates()) {
                if (swept < MAX_DELETED && !folder.getFileName().equals(current.getFileName()) && isOurs(folder)) {
                    swept += sweep(folder) ? 1 : 0;
                }
            }
        } catch (IOException e) {
            LOG.debug("cannot list abandoned folders in {}", parent, e);
        }
    }

    private List<Path> candidates() throws IOException {
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
                    .filter(access -> access.isFolder() && access.owner() == user && access.mode() == PRIVATE)
                    .isPresent();
        } catch (IOException e) {
            LOG.debug("cannot read the attributes of {}", folder, e);
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
            LOG.debug("deleting {} of a killed process", folder);
            TemporaryFolder.delete(folder);
            return true;
        } catch (IOException | OverlappingFileLockException e) {
            LOG.debug("cannot delete {}", folder, e);
            return false;
        }
    }
}
