// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.spi;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * How the bytes of one version of an image can be had. Branch with a default: another way of having bytes would come in
 * a minor version.
 */
public sealed interface ImageSource extends AutoCloseable {
    /** Frees what the source holds: a file handle, a session. Bodies are closed on their own. May be called twice. */
    @Override
    default void close() {}

    /** Bytes, from any offset. Safe for concurrent reads: segments are read side by side. */
    @ConsumerType
    @FunctionalInterface
    non-sealed interface Bytes extends ImageSource {
        /**
         * Begins to read the version that was shown. The whole image, from 0 without a limit, may be of another version:
         * one answer is one version, and the body says which by its {@linkplain Body#info info}.
         *
         * @param offset the first byte wanted, from 0
         * @param limit how many bytes are wanted at the most, from 1; {@link Long#MAX_VALUE} for all that follow. The
         *     body may hold more: the reader stops
         * @param call ends the reading too: the body's stream throws when it ends
         * @return a body that says where it begins: at {@code offset}, or before it, at 0, if the origin knows no ranges
         * @throws ImageException if they cannot be had; a {@linkplain ImageException#versionChange version change} if they would be a part of another version
         */
        Body read(long offset, long limit, Call call) throws ImageException;

        /**
         * Begins to read as {@link #read} does, where the reader compares a strong digest of the whole at the end: a part
         * may be of another version then, as it is named by another node of the origin. The body's {@linkplain Body#info
         * info} says which. By default only the version that was shown is read.
         */
        default Body readAnyVersion(long offset, long limit, Call call) throws ImageException {
            return read(offset, limit, call);
        }

        /**
         * The local file in which the bytes also lie, if they do: it can be linked or cloned instead of copied.
         * Whoever uses it checks policy, and its identity afterwards; the bytes of {@link #read} are always right.
         */
        default Optional<LocalFile> file() {
            return Optional.empty();
        }

        /**
         * Whether these bytes are read without any credentials: those of the request, of the reference or of the operator.
         * Only content that was read so may be given to callers who know nothing of it but its digest. False where the
         * service cannot tell.
         */
        default boolean anonymous() {
            return false;
        }
    }

    /**
     * A regular file on the default file system.
     *
     * @param path its real path: absolute, no symbolic link in it
     * @param fileKey its identity ({@link java.nio.file.attribute.BasicFileAttributes#fileKey}) when it was opened
     */
    record LocalFile(Path path, Object fileKey) {
        /**
         * Checks the path.
         *
         * @throws IllegalArgumentException if it is not absolute
         */
        public LocalFile {
            Objects.requireNonNull(fileKey);
            if (!path.isAbsolute()) {
                throw new IllegalArgumentException("not an absolute path: " + path);
            }
        }
    }

    /**
     * The bytes lie elsewhere.
     *
     * @param locations where, best first; at least one
     */
    record Locations(List<Location> locations) implements ImageSource {
        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException if it is empty
         */
        public Locations {
            locations = List.copyOf(locations);
            if (locations.isEmpty()) {
                throw new IllegalArgumentException("an image that lies elsewhere has at least one location");
            }
        }
    }
}
