// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.spi;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** The source of the bytes of one version of an image. Branch with a default: kinds are added in minor versions. */
public sealed interface ImageSource extends AutoCloseable {
    /** Releases the resources of the source, such as a file handle or a session. Does not close bodies. Idempotent. */
    @Override
    default void close() {}

    /** Bytes that can be read from any offset. Safe for concurrent use: segments are read in parallel. */
    @ConsumerType
    @FunctionalInterface
    non-sealed interface Bytes extends ImageSource {
        /**
         * Starts to read the version that was opened. A read of the whole image, from 0 without a limit, may return
         * another version, which the {@linkplain Body#info info} of the body describes: a single response has a single
         * version.
         *
         * @param offset the position of the first byte, from 0
         * @param limit the maximum number of bytes, from 1; {@link Long#MAX_VALUE} for all that follow. The body may
         *     contain more: the reader stops there
         * @param call the deadline and cancellation of the whole read: when it ends, the stream of the body throws
         * @return a body that begins at {@code offset}, or at 0 if the origin does not support ranges; the caller
         *     closes it
         * @throws ImageException if the bytes cannot be read; a {@linkplain ImageException#versionChange version
         *     change} if they would be a part of another version
         */
        Body read(long offset, long limit, Call call) throws ImageException;

        /**
         * Starts to read as {@link #read} does, for a caller that compares a strong digest of the whole image at the
         * end. A part may then have another version, since nodes of an origin may name the same bytes differently; the
         * {@linkplain Body#info info} of the body describes it. By default reads only the version that was opened.
         */
        default Body readAnyVersion(long offset, long limit, Call call) throws ImageException {
            return read(offset, limit, call);
        }

        /**
         * Returns the local file that contains the bytes, to be linked or cloned instead of copied; absent if there is
         * none. The caller checks the policy before, and the identity of the file after using it. {@link #read} always
         * returns the right bytes.
         */
        default Optional<LocalFile> file() {
            return Optional.empty();
        }

        /**
         * Returns whether the bytes are read without any credentials, of the request, the reference or the operator.
         * Only such content may be given to callers that know nothing but its digest. False if the service cannot tell.
         */
        default boolean anonymous() {
            return false;
        }
    }

    /**
     * A regular file on the default file system.
     *
     * @param path its real path: absolute, without symbolic links
     * @param fileKey its {@link java.nio.file.attribute.BasicFileAttributes#fileKey} when it was opened
     */
    record LocalFile(Path path, Object fileKey) {
        /**
         * Checks the path.
         *
         * @throws IllegalArgumentException if the path is not absolute
         */
        public LocalFile {
            Objects.requireNonNull(fileKey);
            if (!path.isAbsolute()) {
                throw new IllegalArgumentException("not an absolute path: " + path);
            }
        }
    }

    /**
     * The locations of bytes that another image service, a transport, reads.
     *
     * @param locations the locations, best first; at least one
     */
    record Locations(List<Location> locations) implements ImageSource {
        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException if the list is empty
         */
        public Locations {
            locations = List.copyOf(locations);
            if (locations.isEmpty()) {
                throw new IllegalArgumentException("locations must not be empty");
            }
        }
    }
}
