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
 * What an image service knows of an image, at one moment. What is unknown is absent. Immutable; equal if all facts are.
 *
 * <p>It is made of JDK values only, so that it outlives the service that made it.
 */
public final class ImageInfo {
    /** What is there. Branch with a default: constants are added in minor versions. */
    public enum Kind {
        /** An image, whose bytes can be had. */
        IMAGE,
        /** A page or a directory listing in the place of an image; a caller must ask for it by name. */
        LISTING,
        /** A share that somebody else mounts; its bytes cannot be had here. */
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

    /** A builder of an image of which nothing is known: cacheable, not immutable, of kind IMAGE. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with the facts of this image. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The number of bytes. */
    public OptionalLong size() {
        return size;
    }

    /**
     * An opaque, strong name of exactly these bytes, chosen by the service: equal texts from one service promise equal
     * bytes. Absent if the service cannot promise it; a weak entity tag (RFC 9110 §8.8.1) or a size never is one.
     */
    public Optional<String> version() {
        return Optional.ofNullable(version);
    }

    /**
     * Whether the version rests on nothing but a time of change. It tells then whether held bytes are current, and does not
     * suffice to join the bytes of two attempts (RFC 9110 §8.8.2.2): a digest of the whole must be compared, too.
     */
    public boolean versionByDate() {
        return versionByDate;
    }

    /** The HTTP entity tag, weak or strong, as it was sent: to show, not to compare. */
    public Optional<String> entityTag() {
        return Optional.ofNullable(entityTag);
    }

    /** When the image last changed, by its origin's clock. */
    public Optional<Instant> updatedAt() {
        return Optional.ofNullable(updatedAt);
    }

    /** Whether the reference will name these bytes for ever: a digest, a Glance UUID. */
    public boolean immutable() {
        return immutable;
    }

    /** Whether the bytes may be kept for others; false for {@code Cache-Control: no-store} (RFC 9111 §5.2.2.5). */
    public boolean cacheable() {
        return cacheable;
    }

    /** What is there; an IMAGE unless the service says otherwise. */
    public Kind kind() {
        return kind;
    }

    /** The digests that the service vouches for, at most one for each algorithm. */
    public List<Checksum> checksums() {
        return checksums;
    }

    /** The media type, without parameters, in lower case. */
    public Optional<String> mediaType() {
        return Optional.ofNullable(mediaType);
    }

    /** The format of the disk as the service declares it: {@code qcow2}, {@code raw}. A declaration, not a finding. */
    public Optional<String> diskFormat() {
        return Optional.ofNullable(diskFormat);
    }

    /** The format of what holds the disk, as the service declares it: {@code bare}. */
    public Optional<String> containerFormat() {
        return Optional.ofNullable(containerFormat);
    }

    /** The reference after redirects; absent if it is the one asked for. */
    public Optional<ImageReference> finalReference() {
        return Optional.ofNullable(finalReference);
    }

    /**
     * How far out the servers lie that led to {@link #finalReference}: the widest scope of their addresses. Absent if there were
     * none, or the service does not say. It is not a fact of the image: neither compared nor written.
     */
    public Optional<AddressScope> scope() {
        return Optional.ofNullable(scope);
    }

    /** What a person should know: warnings, one sentence each. */
    public List<String> notes() {
        return notes;
    }

    /** Further properties by name, sorted; a catalogue's, for example. */
    public Map<String, String> properties() {
        return properties;
    }

    /**
     * Whether both promise the same bytes: a strong digest that both have decides, or else an equal version together
     * with an equal size; anything less is no promise.
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

    /** The digest by an algorithm that the service vouches for. */
    public Optional<Checksum> checksum(String algorithm) {
        String canonical = Checksum.canonical(algorithm);
        return checksums().stream()
                .filter(sum -> sum.algorithm().equals(canonical))
                .findFirst();
    }

    /**
     * The facts in the one spelling that JSON, index and journal share: names to texts, numbers, booleans, lists and
     * maps of the JDK. A reference after redirects that holds a secret is left out.
     *
     * @return sorted, unmodifiable
     */
    public Map<String, Object> facts() {
        return ImageFacts.write(this);
    }

    /**
     * Reads what {@link #facts} wrote. Unknown names are ignored, so that older and newer readers meet.
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

    /** The facts, without secrets. */
    @Override
    public String toString() {
        return facts().toString();
    }

    /** Gathers facts; each method replaces what was said before. Not safe for concurrent use. */
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
         * The number of bytes.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder size(long bytes) {
            if (bytes < 0) {
                throw new IllegalArgumentException("a size must not be negative, was " + bytes);
            }
            size = OptionalLong.of(bytes);
            return this;
        }

        /** See {@link ImageInfo#version}. */
        public Builder version(String text) {
            version = Objects.requireNonNull(text);
            return this;
        }

        /** See {@link ImageInfo#versionByDate}. */
        public Builder versionByDate(boolean yes) {
            versionByDate = yes;
            return this;
        }

        /** See {@link ImageInfo#entityTag}. */
        public Builder entityTag(String text) {
            entityTag = Objects.requireNonNull(text);
            return this;
        }

        /** See {@link ImageInfo#updatedAt}. */
        public Builder updatedAt(Instant instant) {
            updatedAt = Objects.requireNonNull(instant);
            return this;
        }

        /** See {@link ImageInfo#immutable}. */
        public Builder immutable(boolean yes) {
            immutable = yes;
            return this;
        }

        /** See {@link ImageInfo#cacheable}. */
        public Builder cacheable(boolean yes) {
            cacheable = yes;
            return this;
        }

        /** See {@link ImageInfo#kind}. */
        public Builder kind(Kind what) {
            kind = Objects.requireNonNull(what);
            return this;
        }

        /**
         * See {@link ImageInfo#checksums}.
         *
         * @throws IllegalArgumentException if two are of one algorithm
         */
        public Builder checksums(List<Checksum> sums) {
            if (sums.stream().map(Checksum::algorithm).distinct().count() != sums.size()) {
                throw new IllegalArgumentException("two checksums of one algorithm: " + sums);
            }
            checksums = List.copyOf(sums);
            return this;
        }

        /** See {@link ImageInfo#mediaType}. */
        public Builder mediaType(String type) {
            mediaType = Objects.requireNonNull(type);
            return this;
        }

        /** See {@link ImageInfo#diskFormat}. */
        public Builder diskFormat(String format) {
            diskFormat = Objects.requireNonNull(format);
            return this;
        }

        /** See {@link ImageInfo#containerFormat}. */
        public Builder containerFormat(String format) {
            containerFormat = Objects.requireNonNull(format);
            return this;
        }

        /** See {@link ImageInfo#finalReference}. */
        public Builder finalReference(ImageReference reference) {
            finalReference = Objects.requireNonNull(reference);
            return this;
        }

        /** See {@link ImageInfo#scope}. */
        public Builder scope(AddressScope widest) {
            scope = Objects.requireNonNull(widest);
            return this;
        }

        /** One more of {@link ImageInfo#notes}. */
        public Builder note(String sentence) {
            List<String> more = new ArrayList<>(notes);
            more.add(sentence);
            notes = List.copyOf(more);
            return this;
        }

        /** See {@link ImageInfo#properties}. */
        public Builder properties(Map<String, String> byName) {
            byName.forEach((name, value) -> {
                Objects.requireNonNull(name);
                Objects.requireNonNull(value);
            });
            properties = java.util.Collections.unmodifiableMap(new TreeMap<>(byName));
            return this;
        }

        /** The facts so far, as a value; the builder may go on. */
        public ImageInfo build() {
            return new ImageInfo(this);
        }
    }
}
