// SPDX-License-Identifier: Apache-2.0
package io.ingot.file.internal.read;

import io.ingot.image.ImageInfo;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What tells one content of a file from another, as far as a file system does.
 *
 * @param key the identity of the file, device and inode; null where the platform has none
 * @param size in bytes
 * @param changed when its bytes last changed
 */
record FileVersionState(@Nullable Object key, long size, Instant modified) {
    /** Beyond the steps of any clock that a file system keeps: a change within one step leaves no trace. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    static FileVersionState of(BasicFileAttributes attributes) {
        return new FileVersionState(
                attributes.fileKey(),
                attributes.size(),
                attributes.lastModifiedTime().toInstant());
    }

    /**
     * The facts that a caller is shown. It is not to be kept: it is here already, and is linked.
     *
     * @param now the present, by the clock that stamps the file
     */
    ImageInfo describe(Instant now) {
        ImageInfo.Builder info = ImageInfo.builder()
                .size(size)
                .updatedAt(modified.truncatedTo(ChronoUnit.MICROS))
                .cacheable(false);
        if (modified.isBefore(now.minus(SETTLED))) {
            version().ifPresent(version -> info.version(version).versionByDate(true));
        }
        return info.build();
    }

    /** Whether this is what was shown; by less than a version where none was promised. */
    boolean matches(ImageInfo shown) {
        ImageInfo own = describe(Instant.MAX);
        return shown.version().isPresent()
                ? shown.version().equals(own.version())
                : shown.size().equals(own.size()) && shown.updatedAt().equals(own.updatedAt());
    }

    /**
     * Equal texts promise equal bytes, unless somebody sets the time back: {@code rsync --inplace --times} and
     * {@code cp --preserve} do. Nothing else betrays what is written into a file that stays the same one, of the same
     * size, so the version is one by date. The time of the last change of the inode would betray that too, but every hard
     * link made of an image changes it: two nodes that are handed the same image would be in each other's way.
     */
    private Optional<String> version() {
        return Optional.ofNullable(key).map(identity -> "file:" + identity + ":" + size + ":" + modified);
    }
}
