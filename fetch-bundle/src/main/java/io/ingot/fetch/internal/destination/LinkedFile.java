// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import io.ingot.image.ImageException;
import io.ingot.image.spi.ImageSource.LocalFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hard link to a local file, next to the destination, that was checked to lead to the file that was opened. Mode,
 * owner and times are those of the source, as it is the same file.
 */
public final class LinkedFile {
    private static final Logger LOG = LoggerFactory.getLogger(LinkedFile.class);

    private final PartFile part;
    private final Path source;
    private final BasicFileAttributes initial;

    private LinkedFile(PartFile part, Path source, BasicFileAttributes initial) {
        this.part = part;
        this.source = source;
        this.initial = initial;
    }

    /** Returns the path for the access policy: with symbolic links resolved, if the file exists. */
    public static Path realPath(LocalFile file) {
        try {
            return file.path().toRealPath();
        } catch (IOException e) {
            LOG.debug("{} was deleted since it was opened: {}", file.path(), e.toString());
            return file.path().normalize();
        }
    }

    /**
     * Links a file, if the platform and {@link LinkRule} allow it. The caller has checked the access policy.
     *
     * @param part the owner of the link
     * @return absent if the file must be copied; the log says why
     * @throws ImageException a {@linkplain ImageException#versionChange version change} if the name leads to another
     *     file now
     */
    public static Optional<LinkedFile> link(LocalFile file, PartFile part) throws ImageException {
        try {
            Optional<String> obstacle = LinkRule.obstacle(file.path());
            if (obstacle.isEmpty()) {
                obstacle = LinkRule.obstacleIn(part.folder());
            }
            if (obstacle.isPresent()) {
                return mustCopy(file, obstacle.get());
            }
            Files.createLink(part.link(), file.path());
        } catch (IOException e) {
            return mustCopy(file, ImageException.reason(e));
        } catch (UnsupportedOperationException e) {
            return mustCopy(file, "the file system does not support hard links");
        }
        return checkLink(file, part);
    }

    /** Checks the file that was linked: it may have been replaced, or its owner changed, just before. */
    private static Optional<LinkedFile> checkLink(LocalFile file, PartFile part) throws ImageException {
        BasicFileAttributes attributes = attributes(part.link());
        if (!file.fileKey().equals(attributes.fileKey()) || !attributes.isRegularFile()) {
            unlink(part.link());
            throw changed(file.path());
        }
        try {
            Optional<String> obstacle = LinkRule.obstacle(part.link());
            if (obstacle.isPresent()) {
                unlink(part.link());
                return mustCopy(file, obstacle.get());
            }
        } catch (IOException e) {
            throw LocalFileErrors.failed("inspecting", part.link(), e);
        }
        return Optional.of(new LinkedFile(part, file.path(), attributes));
    }

    private static Optional<LinkedFile> mustCopy(LocalFile file, String reason) {
        LOG.info("{} is copied, because it cannot be hard-linked: {}", file.path(), reason);
        return Optional.empty();
    }

    /** Returns the size of the file in bytes. */
    public long size() {
        return initial.size();
    }

    /** Opens the file for hashing. */
    public FileChannel read() throws ImageException {
        try {
            return FileChannel.open(part.link());
        } catch (IOException e) {
            throw LocalFileErrors.failed("reading", source, e);
        }
    }

    /**
     * Renames the link to the destination.
     *
     * @throws ImageException a {@linkplain ImageException#versionChange version change} if the file was modified since
     *     it was linked
     */
    public void publish() throws ImageException {
        BasicFileAttributes now = attributes(part.link());
        if (now.size() != initial.size() || !now.lastModifiedTime().equals(initial.lastModifiedTime())) {
            unlink(part.link());
            throw changed(source);
        }
        part.publishLink();
    }

    /** Deletes the link. */
    public void delete() throws ImageException {
        unlink(part.link());
    }

    private static ImageException changed(Path source) {
        return ImageException.versionChange(source + " was replaced or modified during the fetch");
    }

    private static BasicFileAttributes attributes(Path link) throws ImageException {
        try {
            return Files.readAttributes(link, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw LocalFileErrors.failed("inspecting", link, e);
        }
    }

    private static void unlink(Path link) throws ImageException {
        try {
            Files.deleteIfExists(link);
        } catch (IOException e) {
            throw LocalFileErrors.failed("deleting", link, e);
        }
    }
}
