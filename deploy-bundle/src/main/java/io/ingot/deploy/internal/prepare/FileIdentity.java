// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What tells one file from another that has its name. The device is left out: it may have another number after a restart.
 *
 * @param inode the number of the file in its file system
 * @param size its bytes
 * @param modifiedNanos when its bytes last changed, in nanoseconds since the epoch
 */
record FileIdentity(long inode, long size, long modifiedNanos) {
    /** That of a regular file; empty if there is none, links are not followed. */
    static Optional<FileIdentity> of(Path file) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile()) {
                return Optional.empty();
            }
            Object inode = Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS);
            return Optional.of(new FileIdentity(
                    ((Number) inode).longValue(),
                    attributes.size(),
                    attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Whether this file has that name. */
    boolean isAt(Path name) throws IOException {
        return of(name).filter(this::equals).isPresent();
    }
}
