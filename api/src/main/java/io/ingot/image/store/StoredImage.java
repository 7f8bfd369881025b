// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.store;

import io.ingot.image.Checksum;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** An image in the store, at one moment. Immutable. */
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
     * A builder, for the store and for tests.
     *
     * @param sha256 64 hexadecimal digits
     */
    public static Builder builder(String sha256, Path path) {
        return new Builder(sha256, path);
    }

    /** The digest that names it, 64 hexadecimal digits. */
    public String sha256() {
        return sha256;
    }

    /** The file that holds it: an absolute path, to be read and never written. */
    public Path path() {
        return path;
    }

    /** Its bytes. */
    public long size() {
        return size;
    }

    /** Every digest that is known of it, SHA-256 among them. */
    public List<Checksum> digests() {
        return digests;
    }

    /** The references that name it, as they are shown: without secrets. */
    public List<String> references() {
        return references;
    }

    /** When it came. */
    public Instant added() {
        return added;
    }

    /** When it was last handed out. */
    public Instant lastUsed() {
        return lastUsed;
    }

    /**
     * Whether a node or a lease keeps it from eviction: its file has another name, or somebody asked for it to stay. A fetch
     * that is handing it out at this moment does not count: it is not disturbed if the image is dropped.
     */
    public boolean inUse() {
        return inUse;
    }

    @Override
    public String toString() {
        return "sha256:" + sha256 + ", " + size + " bytes, " + references;
    }

    /** Gathers the facts. Not safe for concurrent use. */
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

        /** See {@link StoredImage#size}. */
        public Builder size(long bytes) {
            size = bytes;
            return this;
        }

        /** See {@link StoredImage#digests}. */
        public Builder digests(List<Checksum> known) {
            digests = List.copyOf(known);
            return this;
        }

        /** See {@link StoredImage#references}. */
        public Builder references(List<String> shown) {
            references = List.copyOf(shown);
            return this;
        }

        /** See {@link StoredImage#added}. */
        public Builder added(Instant when) {
            added = Objects.requireNonNull(when);
            return this;
        }

        /** See {@link StoredImage#lastUsed}. */
        public Builder lastUsed(Instant when) {
            lastUsed = Objects.requireNonNull(when);
            return this;
        }

        /** See {@link StoredImage#inUse}. */
        public Builder inUse(boolean yes) {
            inUse = yes;
            return this;
        }

        /** The facts, as a value. */
        public StoredImage build() {
            return new StoredImage(this);
        }
    }
}
