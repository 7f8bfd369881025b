// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.store;

import io.ingot.image.Checksum;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** A stored image at one moment. Immutable. */
public final class StoredImage {
    private final String sha256;
    private final Path path;
    private final long size;
    private final List<Checksum> digests;
    private final List<String> references;
    private final Instant added;
    private final Instant lastUsed;
    private final boolean inUse;

    private StoredImage(Builder builder) {
        sha256 = builder.sha256;
        path = builder.path;
        size = builder.size;
        digests = builder.digests;
        references = builder.references;
        added = builder.added;
        lastUsed = builder.lastUsed;
        inUse = builder.inUse;
    }

    /**
     * Returns a builder, for the store and for tests.
     *
     * @param sha256 the digest, 64 hexadecimal digits
     * @param path the file, an absolute path
     */
    public static Builder builder(String sha256, Path path) {
        return new Builder(sha256, path);
    }

    /** Returns the SHA-256, 64 hexadecimal digits. */
    public String sha256() {
        return sha256;
    }

    /** Returns the file, an absolute path. It must not be written. */
    public Path path() {
        return path;
    }

    /** Returns the size in bytes. */
    public long size() {
        return size;
    }

    /** Returns every known digest, including SHA-256. */
    public List<Checksum> digests() {
        return digests;
    }

    /** Returns the references that name the image, as printed, without secrets. */
    public List<String> references() {
        return references;
    }

    /** Returns when the image was added to the store. */
    public Instant added() {
        return added;
    }

    /** Returns when the image was last placed. */
    public Instant lastUsed() {
        return lastUsed;
    }

    /**
     * Returns whether a node or a lease protects the image from eviction: its file has another hard link, or a lease
     * names it. A fetch that is placing the image does not count: removing the image does not affect it.
     */
    public boolean inUse() {
        return inUse;
    }

    @Override
    public String toString() {
        return "sha256:" + sha256 + ", " + size + " bytes, " + references;
    }

    /** A builder. Each method replaces an earlier value. Not safe for concurrent use. */
    public static final class Builder {
        private final String sha256;
        private final Path path;
        private long size;
        private List<Checksum> digests = List.of();
        private List<String> references = List.of();
        private Instant added = Instant.EPOCH;
        private Instant lastUsed = Instant.EPOCH;
        private boolean inUse;

        private Builder(String sha256, Path path) {
            this.sha256 = Objects.requireNonNull(sha256);
            this.path = Objects.requireNonNull(path);
        }

        /** Sets {@link StoredImage#size}. */
        public Builder size(long bytes) {
            size = bytes;
            return this;
        }

        /** Sets {@link StoredImage#digests}. */
        public Builder digests(List<Checksum> digests) {
            this.digests = List.copyOf(digests);
            return this;
        }

        /** Sets {@link StoredImage#references}. */
        public Builder references(List<String> references) {
            this.references = List.copyOf(references);
            return this;
        }

        /** Sets {@link StoredImage#added}. */
        public Builder added(Instant added) {
            this.added = Objects.requireNonNull(added);
            return this;
        }

        /** Sets {@link StoredImage#lastUsed}. */
        public Builder lastUsed(Instant lastUsed) {
            this.lastUsed = Objects.requireNonNull(lastUsed);
            return this;
        }

        /** Sets {@link StoredImage#inUse}. */
        public Builder inUse(boolean inUse) {
            this.inUse = inUse;
            return this;
        }

        /** Returns the image. */
        public StoredImage build() {
            return new StoredImage(this);
        }
    }
}
