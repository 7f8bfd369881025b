// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import io.ingot.image.Checksum;
import io.ingot.image.ImageRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which image is wanted where, and what must hold of it. Immutable: each method answers with a changed copy. */
public final class FetchRequest {
    /** How a fetch waits for its turn. Branch with a default: constants are added in minor versions. */
    public enum Priority {
        /** By its size: a small image is not stuck behind large ones. */
        NORMAL,
        /** Before the others, whatever its size. */
        URGENT
    }

    private final ImageRequest image;
    private final Path destination;
    private List<Checksum> checksums = List.of();
    private List<ChecksumFileRequest> checksumFiles = List.of();
    private Set<String> digests = Set.of();
    private boolean acceptListing;
    private boolean requireLength;
    private long maxSize = Long.MAX_VALUE;
    private @Nullable Duration timeout;
    private boolean store = true;
    private int segments;
    private Priority priority = Priority.NORMAL;
    private @Nullable String requester;
    private Consumer<Progress> listener = progress -> {};

    private FetchRequest(ImageRequest image, Path destination) {
        this.image = Objects.requireNonNull(image);
        this.destination = destination.toAbsolutePath().normalize();
    }

    private FetchRequest(FetchRequest other) {
        this(other, other.destination);
    }

    private FetchRequest(FetchRequest other, Path destination) {
        this(other.image, destination);
        checksums = other.checksums;
        checksumFiles = other.checksumFiles;
        digests = other.digests;
        acceptListing = other.acceptListing;
        requireLength = other.requireLength;
        maxSize = other.maxSize;
        timeout = other.timeout;
        store = other.store;
        segments = other.segments;
        priority = other.priority;
        requester = other.requester;
        listener = other.listener;
    }

    /** Wants an image at a destination, a file name in an existing folder. */
    public static FetchRequest of(ImageRequest image, Path destination) {
        return new FetchRequest(image, destination);
    }

    /** One more checksum that the image must have. */
    public FetchRequest checksum(Checksum wanted) {
        FetchRequest copy = new FetchRequest(this);
        List<Checksum> more = new ArrayList<>(checksums);
        more.add(wanted);
        copy.checksums = List.copyOf(more);
        return copy;
    }

    /**
     * One more checksum that the image must have: it stands in a file, on the line that names the image. The file is asked
     * for as its request says; the fragment of its reference, if there is one, is the name to look for.
     */
    public FetchRequest checksumFile(ImageRequest file) {
        return checksumFile(new ChecksumFileRequest(file));
    }

    /** One more checksum that the image must have: it stands in a file, on the line that names the image. */
    public FetchRequest checksumFile(ChecksumFileRequest file) {
        FetchRequest copy = new FetchRequest(this);
        List<ChecksumFileRequest> more = new ArrayList<>(checksumFiles);
        more.add(file);
        copy.checksumFiles = List.copyOf(more);
        return copy;
    }

    /** The same with the checksums of its files in the place of the files. */
    public FetchRequest checksumsRead(List<Checksum> found) {
        FetchRequest copy = new FetchRequest(this);
        List<Checksum> more = new ArrayList<>(checksums);
        more.addAll(found);
        copy.checksums = List.copyOf(more);
        copy.checksumFiles = List.of();
        return copy;
    }

    /** The same at another destination. */
    public FetchRequest to(Path elsewhere) {
        return new FetchRequest(this, elsewhere);
    }

    /**
     * Digests to compute and report besides SHA-256, by algorithm.
     *
     * @throws IllegalArgumentException if one cannot be the name of an algorithm
     */
    public FetchRequest digests(Collection<String> algorithms) {
        FetchRequest copy = new FetchRequest(this);
        Set<String> canonical = new LinkedHashSet<>();
        algorithms.forEach(algorithm -> canonical.add(Checksum.canonical(algorithm)));
        copy.digests = Set.copyOf(canonical);
        return copy;
    }

    /** Takes a page or a directory listing for an image, should that be what is there. */
    public FetchRequest acceptListing() {
        FetchRequest copy = new FetchRequest(this);
        copy.acceptListing = true;
        return copy;
    }

    /**
     * Refuses an image that may have been cut: one without a checksum and without a length, whose bytes ended with the
     * connection. By default such an image lands with a warning.
     */
    public FetchRequest requireLength() {
        FetchRequest copy = new FetchRequest(this);
        copy.requireLength = true;
        return copy;
    }

    /**
     * Refuses an image of more bytes; the operator's own limit holds besides.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public FetchRequest maxSize(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("a maximum size must be positive, was " + bytes);
        }
        FetchRequest copy = new FetchRequest(this);
        copy.maxSize = bytes;
        return copy;
    }

    /** Ends the fetch with TIMED_OUT when this time has passed. */
    public FetchRequest timeout(Duration limit) {
        FetchRequest copy = new FetchRequest(this);
        copy.timeout = Objects.requireNonNull(limit);
        return copy;
    }

    /** Takes the image neither from the store nor into it. */
    public FetchRequest noStore() {
        FetchRequest copy = new FetchRequest(this);
        copy.store = false;
        return copy;
    }

    /**
     * Reads it over so many connections at the most; without this, the operator's limit holds alone.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public FetchRequest segments(int most) {
        if (most <= 0) {
            throw new IllegalArgumentException("a number of segments must be positive, was " + most);
        }
        FetchRequest copy = new FetchRequest(this);
        copy.segments = most;
        return copy;
    }

    /** How it waits for its turn. */
    public FetchRequest priority(Priority how) {
        FetchRequest copy = new FetchRequest(this);
        copy.priority = Objects.requireNonNull(how);
        return copy;
    }

    /** Who asks, for the operator's log: a name without secrets. */
    public FetchRequest requester(String who) {
        FetchRequest copy = new FetchRequest(this);
        copy.requester = Objects.requireNonNull(who);
        return copy;
    }

    /**
     * Tells somebody of the progress: on the engine's threads, a few times a second, never two at once, and once at the
     * end. It must not block; it is forgotten when the fetch ends.
     */
    public FetchRequest listener(Consumer<Progress> somebody) {
        FetchRequest copy = new FetchRequest(this);
        copy.listener = Objects.requireNonNull(somebody);
        return copy;
    }

    /** Which image, as whom. */
    public ImageRequest image() {
        return image;
    }

    /** Where it is wanted: an absolute path. */
    public Path destination() {
        return destination;
    }

    /** The checksums that it must have, all of them. */
    public List<Checksum> checksums() {
        return checksums;
    }

    /** The files in which further checksums stand that it must have. */
    public List<ChecksumFileRequest> checksumFiles() {
        return checksumFiles;
    }

    /** The algorithms to compute besides SHA-256 and those of the wanted checksums. */
    public Set<String> digests() {
        return digests;
    }

    /** Whether a page or directory listing is taken for an image. */
    public boolean acceptsListing() {
        return acceptListing;
    }

    /** Whether an image that may have been cut is refused. */
    public boolean requiresLength() {
        return requireLength;
    }

    /** The most bytes that are wanted, if there is such a limit. */
    public OptionalLong maxSize() {
        return maxSize == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(maxSize);
    }

    /** The time that it may take, if there is such a limit. */
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    /** Whether the store may have a part in it. */
    public boolean usesStore() {
        return store;
    }

    /** The most connections over which it is read, if there is such a limit. */
    public OptionalInt segments() {
        return segments == 0 ? OptionalInt.empty() : OptionalInt.of(segments);
    }

    /** How it waits for its turn. */
    public Priority priority() {
        return priority;
    }

    /** Who asks, if that was said. */
    public Optional<String> requester() {
        return Optional.ofNullable(requester);
    }

    /** Who is told of the progress. */
    public Consumer<Progress> listener() {
        return listener;
    }

    /** Which image, where; without secrets. */
    @Override
    public String toString() {
        return image + " to " + destination;
    }
}
