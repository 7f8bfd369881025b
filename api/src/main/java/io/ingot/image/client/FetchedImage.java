// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import io.ingot.image.Checksum;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The result of a fetch: an image at its destination. Immutable. */
public final class FetchedImage {
    /** Where the bytes came from. Branch with a default: constants are added in minor versions. */
    public enum Source {
        /** From the image service. */
        ORIGIN,
        /** From the store. */
        STORE,
        /** From a local file, linked or cloned. */
        LINK
    }

    private final ImageReference reference;
    private final Path path;
    private final ImageInfo info;
    private final long size;
    private final List<Checksum> digests;
    private final boolean verified;
    private final Source source;
    private final boolean stale;
    private final long bytesTransferred;
    private final long bytesReused;
    private final Duration duration;
    private final List<String> warnings;

    private FetchedImage(Builder builder) {
        reference = builder.reference;
        path = builder.path;
        info = builder.info;
        size = builder.size;
        digests = builder.digests;
        verified = builder.verified;
        source = builder.source;
        stale = builder.stale;
        bytesTransferred = builder.bytesTransferred;
        bytesReused = builder.bytesReused;
        duration = builder.duration;
        warnings = builder.warnings;
    }

    /** Returns a builder, for the engine and for tests. */
    public static Builder builder(ImageReference reference, Path path, ImageInfo info) {
        return new Builder(reference, path, info);
    }

    /** Returns a builder with the values of this image, for a file that was moved, for example. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Returns the requested reference. */
    public ImageReference reference() {
        return reference;
    }

    /** Returns the file, an absolute path. */
    public Path path() {
        return path;
    }

    /** Returns the facts that the image service knew when the image was fetched. */
    public ImageInfo info() {
        return info;
    }

    /** Returns the size of the file in bytes. */
    public long size() {
        return size;
    }

    /** Returns every computed digest; includes SHA-256 if bytes were transferred, and may be empty for a link. */
    public List<Checksum> digests() {
        return digests;
    }

    /** Returns whether a strong checksum of the caller, a checksum file or the image service was compared. */
    public boolean verified() {
        return verified;
    }

    /** Returns where the bytes came from. */
    public Source source() {
        return source;
    }

    /** Returns whether the image came from the store although its origin did not answer, as the operator allows. */
    public boolean stale() {
        return stale;
    }

    /** Returns the bytes that were read from the image service, including those of repeated attempts. */
    public long bytesTransferred() {
        return bytesTransferred;
    }

    /** Returns the bytes of an interrupted attempt that were not transferred again. */
    public long bytesReused() {
        return bytesReused;
    }

    /** Returns the duration of the fetch. */
    public Duration duration() {
        return duration;
    }

    /** Returns warnings for people, one sentence each. */
    public List<String> warnings() {
        return warnings;
    }

    /** Returns a summary without secrets. */
    @Override
    public String toString() {
        return reference + " at " + path + ", " + size + " bytes, " + source;
    }

    /** A builder. Each method replaces an earlier value. Not safe for concurrent use. */
    public static final class Builder {
        private final ImageReference reference;
        private Path path;
        private final ImageInfo info;
        private long size;
        private List<Checksum> digests = List.of();
        private boolean verified;
        private Source source = Source.ORIGIN;
        private boolean stale;
        private long bytesTransferred;
        private long bytesReused;
        private Duration duration = Duration.ZERO;
        private List<String> warnings = List.of();

        private Builder(ImageReference reference, Path path, ImageInfo info) {
            this.reference = Objects.requireNonNull(reference);
            this.path = Objects.requireNonNull(path);
            this.info = Objects.requireNonNull(info);
        }

        private Builder(FetchedImage other) {
            this(other.reference, other.path, other.info);
            size = other.size;
            digests = other.digests;
            verified = other.verified;
            source = other.source;
            stale = other.stale;
            bytesTransferred = other.bytesTransferred;
            bytesReused = other.bytesReused;
            duration = other.duration;
            warnings = other.warnings;
        }

        /** Sets {@link FetchedImage#path}. */
        public Builder path(Path path) {
            this.path = Objects.requireNonNull(path);
            return this;
        }

        /** Sets {@link FetchedImage#size}. */
        public Builder size(long bytes) {
            size = bytes;
            return this;
        }

        /** Sets {@link FetchedImage#digests}. */
        public Builder digests(List<Checksum> digests) {
            this.digests = List.copyOf(digests);
            return this;
        }

        /** Sets {@link FetchedImage#verified}. */
        public Builder verified(boolean verified) {
            this.verified = verified;
            return this;
        }

        /** Sets {@link FetchedImage#source}. */
        public Builder source(Source source) {
            this.source = Objects.requireNonNull(source);
            return this;
        }

        /** Sets {@link FetchedImage#stale}. */
        public Builder stale(boolean stale) {
            this.stale = stale;
            return this;
        }

        /** Sets {@link FetchedImage#bytesTransferred} and {@link FetchedImage#bytesReused}. */
        public Builder bytes(long transferred, long reused) {
            bytesTransferred = transferred;
            bytesReused = reused;
            return this;
        }

        /** Sets {@link FetchedImage#duration}. */
        public Builder duration(Duration duration) {
            this.duration = Objects.requireNonNull(duration);
            return this;
        }

        /** Sets {@link FetchedImage#warnings}. */
        public Builder warnings(List<String> warnings) {
            this.warnings = List.copyOf(warnings);
            return this;
        }

        /** Returns the image. */
        public FetchedImage build() {
            return new FetchedImage(this);
        }
    }
}
