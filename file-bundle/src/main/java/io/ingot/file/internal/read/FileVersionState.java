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
 * The attributes of a file that identify its version.
 *
 * @param key the identity of the file, device and inode; null if the platform has none
 * @param size the size in bytes
 * @param modified the modification time
 */
record FileVersionState(@Nullable Object key, long size, Instant modified) {
    /** More than the resolution of any file system's timestamps: two changes within one tick have equal timestamps. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    static FileVersionState of(BasicFileAttributes attributes) {
        return new FileVersionState(
                attributes.fileKey(),
                attributes.size(),
                attributes.lastModifiedTime().toInstant());
    }

    /**
     * The metadata of the image. It is not cacheable: a local file is linked instead.
     *
     * @param now the current time, of the clock that sets file times
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

    /** Whether this state matches metadata that was read earlier; by size and time if that has no version. */
    boolean matches(ImageInfo info) {
        ImageInfo current = describe(Instant.MAX);
        return info.version().isPresent()
                ? info.version().equals(current.version())
                : info.size().equals(current.size()) && info.updatedAt().equals(current.updatedAt());
    }

    /**
     * The version. Equal versions mean equal bytes, unless a program sets the modification time back, as
     * {@code rsync --inplace --times} and {@code cp --preserve} do: an overwrite that keeps the file and its size is visible
     * in that time only, so this is a version by date. The ctime would show it as well, but every hard link of an image
     * changes it, so that two nodes with the same image would disturb each other.
     */
    private Optional<String> version() {
        return Optional.ofNullable(key).map(identity -> "file:" + identity + ":" + size + ":" + modified);
    }
}
