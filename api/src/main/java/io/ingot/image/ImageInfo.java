// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The facts that an image service knows of an image at one moment. Unknown facts are absent. Immutable; two are equal
 * if all facts but {@link #scope()} are.
 *
 * <p>All values are of the JDK or this API, so that an instance may outlive the service that created it.
 */
public final class ImageInfo {
    /** What a reference leads to. Branch with a default: constants are added in minor versions. */
    public enum Kind {
        /** An image, whose bytes can be read. */
        IMAGE,
        /**
         * A page or directory listing instead of an image; {@link io.ingot.image.client.FetchOptions#acceptListing}
         * accepts it.
         */
        LISTING,
        /** A network share for a client to mount; its bytes cannot be read. */
        MOUNT
    }

    private final OptionalLong size;
    private final @Nullable String version;
    private final boolean versionByDate;
    private final @Nullable String entityTag;
    private final @Nullable Instant updatedAt;
    private final boolean immutable;
    private final boolean cacheable;
    private final Kind kind;
    private final List<Checksum> checksums;
    private final @Nullable String mediaType;
    private final @Nullable String diskFormat;
    private final @Nullable String containerFormat;
    private final @Nullable ImageReference finalReference;
    private final @Nullable AddressScope scope;
    private final List<String> notes;
    private final Map<String, String> properties;

    private ImageInfo(Builder builder) {
        size = builder.size;
        version = builder.version;
        versionByDate = builder.versionByDate;
        entityTag = builder.entityTag;
        updatedAt = builder.updatedAt;
        immutable = builder.immutable;
        cacheable = builder.cacheable;
        kind = builder.kind;
        checksums = builder.checksums;
        mediaType = builder.mediaType;
        diskFormat = builder.diskFormat;
        containerFormat = builder.containerFormat;
        finalReference = builder.finalReference;
        scope = builder.scope;
        notes = builder.notes;
        properties = builder.properties;
    }

    /** Returns a builder for an image without known facts: cacheable, not immutable, of kind IMAGE. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder with the facts of this image. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Returns the size in bytes; absent if unknown. */
    public OptionalLong size() {
        return size;
    }

    /**
     * Returns an opaque, strong version of these bytes, chosen by the service: equal versions of one reference
     * guarantee equal bytes. Absent if the service cannot guarantee it. A weak entity tag (RFC 9110 §8.8.1) or a size
     * is not a version.
     */
    public Optional<String> version() {
        return Optional.ofNullable(version);
    }

    /**
     * Returns whether the version is derived from a modification date alone. It then shows whether stored bytes are
     * current, but does not suffice to combine the bytes of two attempts (RFC 9110 §8.8.2.2) without a digest of the
     * whole image.
     */
    public boolean versionByDate() {
        return versionByDate;
    }

    /** Returns the HTTP entity tag, weak or strong, as the server sent it. It is for display, not for comparison. */
    public Optional<String> entityTag() {
        return Optional.ofNullable(entityTag);
    }

    /** Returns when the image last changed, by the clock of its origin. */
    public Optional<Instant> updatedAt() {
        return Optional.ofNullable(updatedAt);
    }

    /** Returns whether the reference always names these bytes, as a digest or a Glance UUID does. */
    public boolean immutable() {
        return immutable;
    }

    /** Returns whether the bytes may be stored; false for {@code Cache-Control: no-store} (RFC 9111 §5.2.2.5). */
    public boolean cacheable() {
        return cacheable;
    }

    /** Returns what the reference leads to; IMAGE by default. */
    public Kind kind() {
        return kind;
    }

    /** Returns the digests that the service vouches for, at most one for each algorithm. */
    public List<Checksum> checksums() {
        return checksums;
    }

    /** Returns the media type, without parameters, in lower case. */
    public Optional<String> mediaType() {
        return Optional.ofNullable(mediaType);
    }

    /** Returns the disk format that the service declares: {@code qcow2}, {@code raw}. The image is not inspected. */
    public Optional<String> diskFormat() {
        return Optional.ofNullable(diskFormat);
    }

    /** Returns the container format that the service declares: {@code bare}. */
    public Optional<String> containerFormat() {
        return Optional.ofNullable(containerFormat);
    }

    /** Returns the reference after redirects; absent if it is the requested one. */
    public Optional<ImageReference> finalReference() {
        return Optional.ofNullable(finalReference);
    }

    /**
     * Returns the widest scope among the addresses of the servers that redirected to {@link #finalReference}. Absent if
     * there were none, or the service does not tell. It is not a fact of the image: {@link #equals} and {@link #facts}
     * leave it out.
     */
    public Optional<AddressScope> scope() {
        return Optional.ofNullable(scope);
    }

    /** Returns warnings for people, one sentence each. */
    public List<String> notes() {
        return notes;
    }

    /** Returns further properties by name, sorted: those of a catalogue, for example. */
    public Map<String, String> properties() {
        return properties;
    }

    /**
     * Returns whether this and another description guarantee the same bytes. Strong digests of a common algorithm
     * decide; without any, version and size must both be equal.
     */
    public boolean sameVersion(ImageInfo other) {
        Optional<Boolean> byDigest = Optional.empty();
        for (Checksum checksum : checksums()) {
            Optional<Checksum> theirs = other.checksum(checksum.algorithm());
            if (checksum.strong() && theirs.isPresent()) {
                byDigest = Optional.of(byDigest.orElse(true) && theirs.get().equals(checksum));
            }
        }
        return byDigest.orElseGet(
                () -> version().isPresent() && version().equals(other.version()) && size().equals(other.size()));
    }

    /**
     * Returns the digest of an algorithm that the service vouches for.
     *
     * @throws IllegalArgumentException if {@code algorithm} cannot be the name of an algorithm
     */
    public Optional<Checksum> checksum(String algorithm) {
        String canonical = Checksum.canonical(algorithm);
        return checksums().stream()
                .filter(sum -> sum.algorithm().equals(canonical))
                .findFirst();
    }

    /**
     * Returns the facts in the form that JSON output, store records and journals share: strings, numbers, booleans,
     * lists and maps by name. A final reference that contains a secret is left out.
     *
     * @return a sorted, unmodifiable map
     */
    public Map<String, Object> facts() {
        return ImageFacts.write(this);
    }

    /**
     * Parses what {@link #facts} returned. Ignores unknown names, so that older versions can read newer facts.
     *
     * @throws IllegalArgumentException if a known name has a value of another type
     */
    public static ImageInfo of(Map<String, ?> facts) {
        return ImageFacts.read(facts);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageInfo that
                && facts().equals(that.facts())
                && finalReference().equals(that.finalReference());
    }

    @Override
    public int hashCode() {
        return facts().hashCode();
    }

    /** Returns the facts, without secrets. */
    @Override
    public String toString() {
        return facts().toString();
    }

    /** A builder. Each method replaces an earlier value, apart from {@link #note}. Not safe for concurrent use. */
    public static final class Builder {
        private OptionalLong size = OptionalLong.empty();
        private @Nullable String version;
        private boolean versionByDate;
        private @Nullable String entityTag;
        private @Nullable Instant updatedAt;
        private boolean immutable;
        private boolean cacheable = true;
        private Kind kind = Kind.IMAGE;
        private List<Checksum> checksums = List.of();
        private @Nullable String mediaType;
        private @Nullable String diskFormat;
        private @Nullable String containerFormat;
        private @Nullable ImageReference finalReference;
        private @Nullable AddressScope scope;
        private List<String> notes = List.of();
        private Map<String, String> properties = Map.of();

        private Builder() {}

        private Builder(ImageInfo other) {
            size = other.size;
            version = other.version;
            versionByDate = other.versionByDate;
            entityTag = other.entityTag;
            updatedAt = other.updatedAt;
            immutable = other.immutable;
            cacheable = other.cacheable;
            kind = other.kind;
            checksums = other.checksums;
            mediaType = other.mediaType;
            diskFormat = other.diskFormat;
            containerFormat = other.containerFormat;
            finalReference = other.finalReference;
            scope = other.scope;
            notes = other.notes;
            properties = other.properties;
        }

        /**
         * Sets {@link ImageInfo#size}.
         *
         * @throws IllegalArgumentException if {@code bytes} is negative
         */
        public Builder size(long bytes) {
            if (bytes < 0) {
                throw new IllegalArgumentException("a size must not be negative, was " + bytes);
            }
            size = OptionalLong.of(bytes);
            return this;
        }

        /** Sets {@link ImageInfo#version}. */
        public Builder version(String version) {
            this.version = Objects.requireNonNull(version);
            return this;
        }

        /** Sets {@link ImageInfo#versionByDate}. */
        public Builder versionByDate(boolean versionByDate) {
            this.versionByDate = versionByDate;
            return this;
        }

        /** Sets {@link ImageInfo#entityTag}. */
        public Builder entityTag(String entityTag) {
            this.entityTag = Objects.requireNonNull(entityTag);
            return this;
        }

        /** Sets {@link ImageInfo#updatedAt}. */
        public Builder updatedAt(Instant instant) {
            updatedAt = Objects.requireNonNull(instant);
            return this;
        }

        /** Sets {@link ImageInfo#immutable}. */
        public Builder immutable(boolean immutable) {
            this.immutable = immutable;
            return this;
        }

        /** Sets {@link ImageInfo#cacheable}. */
        public Builder cacheable(boolean cacheable) {
            this.cacheable = cacheable;
            return this;
        }

        /** Sets {@link ImageInfo#kind}. */
        public Builder kind(Kind kind) {
            this.kind = Objects.requireNonNull(kind);
            return this;
        }

        /**
         * Sets {@link ImageInfo#checksums}.
         *
         * @throws IllegalArgumentException if two have the same algorithm
         */
        public Builder checksums(List<Checksum> checksums) {
            if (checksums.stream().map(Checksum::algorithm).distinct().count() != checksums.size()) {
                throw new IllegalArgumentException("two checksums of the same algorithm: " + checksums);
            }
            this.checksums = List.copyOf(checksums);
            return this;
        }

        /** Sets {@link ImageInfo#mediaType}. */
        public Builder mediaType(String mediaType) {
            this.mediaType = Objects.requireNonNull(mediaType);
            return this;
        }

        /** Sets {@link ImageInfo#diskFormat}. */
        public Builder diskFormat(String format) {
            diskFormat = Objects.requireNonNull(format);
            return this;
        }

        /** Sets {@link ImageInfo#containerFormat}. */
        public Builder containerFormat(String format) {
            containerFormat = Objects.requireNonNull(format);
            return this;
        }

        /** Sets {@link ImageInfo#finalReference}. */
        public Builder finalReference(ImageReference reference) {
            finalReference = Objects.requireNonNull(reference);
            return this;
        }

        /** Sets {@link ImageInfo#scope}. */
        public Builder scope(AddressScope scope) {
            this.scope = Objects.requireNonNull(scope);
            return this;
        }

        /** Adds one of {@link ImageInfo#notes}. */
        public Builder note(String note) {
            List<String> more = new ArrayList<>(notes);
            more.add(note);
            notes = List.copyOf(more);
            return this;
        }

        /** Sets {@link ImageInfo#properties}. */
        public Builder properties(Map<String, String> properties) {
            properties.forEach((name, value) -> {
                Objects.requireNonNull(name);
                Objects.requireNonNull(value);
            });
            this.properties = java.util.Collections.unmodifiableMap(new TreeMap<>(properties));
            return this;
        }

        /** Returns the facts. The builder may be used further. */
        public ImageInfo build() {
            return new ImageInfo(this);
        }
    }
}
