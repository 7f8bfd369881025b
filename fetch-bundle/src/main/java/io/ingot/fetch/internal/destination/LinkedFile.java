// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import io.ingot.image.ImageException;
import io.ingot.image.spi.ImageSource.LocalFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A local file, hard-linked beside the destination and proven to be the one that was opened. Mode, owner and times are
 * the source's and stay so: the name that lands is one more name of the same file.
 */
public final class LinkedFile {
    private static final Logger LOG = LoggerFactory.getLogger(LinkedFile.class);

    private final PartFile part;
    private final Path source;
    private final BasicFileAttributes atFirst;

    private LinkedFile(PartFile part, Path source, BasicFileAttributes atFirst) {
        this.part = part;
        this.source = source;
        this.atFirst = atFirst;
    }

    /** The path that policy is asked for: symbolic links resolved, as far as it exists. */
    public static Path realPath(LocalFile file) {
        try {
            return file.path().toRealPath();
        } catch (IOException e) {
            LOG.debug("{} has gone since it was opened: {}", file.path(), e.toString());
            return file.path().normalize();
        }
    }

    /**
     * Links it, if the platform and {@link LinkRule} let us; policy was asked before.
     *
     * @param part owns the link
     * @return absent if it has to be copied; the log says why
     * @throws ImageException a {@linkplain ImageException#versionChange version change} if another file has the name now
     */
    public static Optional<LinkedFile> link(LocalFile file, PartFile part) throws ImageException {
        try {
            Optional<String> obstacle = LinkRule.obstacle(file.path());
            if (obstacle.isEmpty()) {
                obstacle = LinkRule.obstacleIn(part.folder());
            }
            if (obstacle.isPresent()) {
                return copied(file, obstacle.get());
            }
            Files.createLink(part.link(), file.path());
        } catch (IOException e) {
            return copied(file, ImageException.reason(e));
        } catch (UnsupportedOperationException e) {
            return copied(file, "hard links are unknown there");
        }
        return linked(file, part);
    }

    /** What was linked is looked at: the file may have been exchanged, or given away, right before. */
    private static Optional<LinkedFile> linked(LocalFile file, PartFile part) throws ImageException {
        BasicFileAttributes found = attributes(part.link());
        if (!file.fileKey().equals(found.fileKey()) || !found.isRegularFile()) {
            unlink(part.link());
            throw changed(file.path());
        }
        try {
            Optional<String> obstacle = LinkRule.obstacle(part.link());
            if (obstacle.isPresent()) {
                unlink(part.link());
                return copied(file, obstacle.get());
            }
        } catch (IOException e) {
            throw LocalFileErrors.failed("looking at", part.link(), e);
        }
        return Optional.of(new LinkedFile(part, file.path(), found));
    }

    private static Optional<LinkedFile> copied(LocalFile file, String why) {
        LOG.info("{} is copied, because it cannot be hard-linked: {}", file.path(), why);
        return Optional.empty();
    }

    /** The bytes of the file. */
    public long size() {
        return atFirst.size();
    }

    /** Its bytes, to be hashed. */
    public InputStream read() throws ImageException {
        try {
            return Files.newInputStream(part.link());
        } catch (IOException e) {
            throw LocalFileErrors.failed("reading", source, e);
        }
    }

    /**
     * Puts it in its place.
     *
     * @throws ImageException a {@linkplain ImageException#versionChange version change} if it was written to since it was linked
     */
    public void publish() throws ImageException {
        BasicFileAttributes now = attributes(part.link());
        if (now.size() != atFirst.size() || !now.lastModifiedTime().equals(atFirst.lastModifiedTime())) {
            unlink(part.link());
            throw changed(source);
        }
        part.publishLink();
    }

    /** Takes the link back. */
    public void delete() throws ImageException {
        unlink(part.link());
    }

    private static ImageException changed(Path source) {
        return ImageException.versionChange("the file " + source + " was replaced or written to");
    }

    private static BasicFileAttributes attributes(Path link) throws ImageException {
        try {
            return Files.readAttributes(link, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw LocalFileErrors.failed("looking at", link, e);
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
