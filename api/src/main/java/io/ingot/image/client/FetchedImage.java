// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import io.ingot.image.Checksum;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** An image that stands where it was wanted. Immutable. */
public final class FetchedImage {
    /** Where its bytes came from. Branch with a default: constants are added in minor versions. */
    public enum Source {
        /** From the image service, this time. */
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

    /** A builder, for the engine and for tests. */
    public static Builder builder(ImageReference reference, Path path, ImageInfo info) {
        return new Builder(reference, path, info);
    }

    /** A builder with what this image says: that of a file that was moved, for example. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Which image. */
    public ImageReference reference() {
        return reference;
    }

    /** Where it stands: an absolute path. */
    public Path path() {
        return path;
    }

    /** What the image service knew of it when it was fetched. */
    public ImageInfo info() {
        return info;
    }

    /** The bytes of the file. */
    public long size() {
        return size;
    }

    /** Every digest that was computed; always SHA-256 when bytes moved, perhaps none for a link. */
    public List<Checksum> digests() {
        return digests;
    }

    /** Whether a strong checksum from the caller, a checksum file or the image service was compared. */
    public boolean verified() {
        return verified;
    }

    /** Where the bytes came from. */
    public Source source() {
        return source;
    }

    /** Whether it was handed out from the store although the origin could not be asked, as the operator allows. */
    public boolean stale() {
        return stale;
    }

    /** The bytes that were read from the image service, those of repeated attempts included. */
    public long bytesTransferred() {
        return bytesTransferred;
    }

    /** The bytes that an interrupted attempt left, and that did not move again. */
    public long bytesReused() {
        return bytesReused;
    }

    /** The time it took. */
    public Duration duration() {
        return duration;
    }

    /** What a person should know, one sentence each. */
    public List<String> warnings() {
        return warnings;
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return reference + " at " + path + ", " + size + " bytes, " + source;
    }

    /** Gathers the facts. Not safe for concurrent use. */
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

        /** See {@link FetchedImage#path}. */
        public Builder path(Path file) {
            path = Objects.requireNonNull(file);
            return this;
        }

        /** See {@link FetchedImage#size}. */
        public Builder size(long bytes) {
            size = bytes;
            return this;
        }

        /** See {@link FetchedImage#digests}. */
        public Builder digests(List<Checksum> computed) {
            digests = List.copyOf(computed);
            return this;
        }

        /** See {@link FetchedImage#verified}. */
        public Builder verified(boolean yes) {
            verified = yes;
            return this;
        }

        /** See {@link FetchedImage#source}. */
        public Builder source(Source from) {
            source = Objects.requireNonNull(from);
            return this;
        }

        /** See {@link FetchedImage#stale}. */
        public Builder stale(boolean yes) {
            stale = yes;
            return this;
        }

        /** See {@link FetchedImage#bytesTransferred} and {@link FetchedImage#bytesReused}. */
        public Builder bytes(long transferred, long reused) {
            bytesTransferred = transferred;
            bytesReused = reused;
            return this;
        }

        /** See {@link FetchedImage#duration}. */
        public Builder duration(Duration time) {
            duration = Objects.requireNonNull(time);
            return this;
        }

        /** See {@link FetchedImage#warnings}. */
        public Builder warnings(List<String> sentences) {
            warnings = List.copyOf(sentences);
            return this;
        }

        /** The facts, as a value. */
        public FetchedImage build() {
            return new FetchedImage(this);
        }
    }
}
