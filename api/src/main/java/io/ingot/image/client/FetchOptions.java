// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import io.ingot.image.Checksum;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How images are fetched, whichever they are: shared by the request of one and that of a whole deployment. Immutable:
 * each method with a parameter answers with a changed copy.
 */
public final class FetchOptions {
    /** The options of a request that says nothing. */
    public static final FetchOptions DEFAULT = new FetchOptions(new Draft());

    private final Set<String> digests;
    private final boolean acceptListing;
    private final boolean requireLength;
    private final OptionalLong maxSize;
    private final @Nullable Duration timeout;
    private final boolean useStore;
    private final OptionalInt segments;
    private final Priority priority;
    private final @Nullable String requester;

    /** How a fetch waits for its turn. Branch with a default: constants are added in minor versions. */
    public enum Priority {
        /** By its size: a small image is not stuck behind large ones. */
        NORMAL,
        /** Before the others, whatever its size. */
        URGENT
    }

    private FetchOptions(Draft draft) {
        digests = draft.digests;
        acceptListing = draft.acceptListing;
        requireLength = draft.requireLength;
        maxSize = draft.maxSize;
        timeout = draft.timeout;
        useStore = draft.useStore;
        segments = draft.segments;
        priority = draft.priority;
        requester = draft.requester;
    }

    private FetchOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new FetchOptions(draft);
    }

    /**
     * Computes and reports digests besides SHA-256, by algorithm.
     *
     * @throws IllegalArgumentException if one cannot be the name of an algorithm
     */
    public FetchOptions digests(Collection<String> algorithms) {
        Set<String> canonical = new LinkedHashSet<>();
        algorithms.forEach(algorithm -> canonical.add(Checksum.canonical(algorithm)));
        return with(draft -> draft.digests = Set.copyOf(canonical));
    }

    /** Takes a page or a directory listing for an image, or refuses it. */
    public FetchOptions acceptListing(boolean yes) {
        return with(draft -> draft.acceptListing = yes);
    }

    /** Refuses an image that may have been cut, or takes it with a warning: see {@link #requireLength()}. */
    public FetchOptions requireLength(boolean yes) {
        return with(draft -> draft.requireLength = yes);
    }

    /**
     * Refuses an image of more bytes; the operator's own limit holds in any case.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public FetchOptions maxSize(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("maxSize must be positive, was " + bytes);
        }
        return with(draft -> draft.maxSize = OptionalLong.of(bytes));
    }

    /** Ends a fetch with TIMED_OUT when this time has passed. */
    public FetchOptions timeout(Duration limit) {
        Objects.requireNonNull(limit);
        return with(draft -> draft.timeout = limit);
    }

    /** Takes the image from the store and keeps it there, or does neither. */
    public FetchOptions useStore(boolean yes) {
        return with(draft -> draft.useStore = yes);
    }

    /**
     * Reads an image over so many connections at the most; the operator's own limit holds in any case.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public FetchOptions segments(int most) {
        if (most <= 0) {
            throw new IllegalArgumentException("segments must be positive, was " + most);
        }
        return with(draft -> draft.segments = OptionalInt.of(most));
    }

    /** How it waits for its turn. */
    public FetchOptions priority(Priority how) {
        Objects.requireNonNull(how);
        return with(draft -> draft.priority = how);
    }

    /** Names the caller, for the operator's log: a name without secrets. */
    public FetchOptions requester(String name) {
        Objects.requireNonNull(name);
        return with(draft -> draft.requester = name);
    }

    /** The algorithms of the digests to compute and report, besides SHA-256 and those of the wanted checksums. */
    public Set<String> digests() {
        return digests;
    }

    /** Whether a page or a directory listing is taken for an image. */
    public boolean acceptListing() {
        return acceptListing;
    }

    /**
     * Whether an image that may have been cut is refused: one without a checksum and without a length, whose bytes ended with
     * the connection. By default such an image lands with a warning.
     */
    public boolean requireLength() {
        return requireLength;
    }

    /** The most bytes of an image; absent for the limit of the operator alone, which holds in any case. */
    public OptionalLong maxSize() {
        return maxSize;
    }

    /** The time after which a fetch ends with TIMED_OUT; absent for any. */
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    /** Whether the image may come from the store and is kept there; true by default. */
    public boolean useStore() {
        return useStore;
    }

    /** The most connections over which an image is read; absent for the limit of the operator alone. */
    public OptionalInt segments() {
        return segments;
    }

    /** How it waits for its turn. */
    public Priority priority() {
        return priority;
    }

    /** The caller, for the operator's log: a name without secrets. */
    public Optional<String> requester() {
        return Optional.ofNullable(requester);
    }

    /** Options that are being changed. */
    private static final class Draft {
        private Set<String> digests = Set.of();
        private boolean acceptListing;
        private boolean requireLength;
        private OptionalLong maxSize = OptionalLong.empty();
        private @Nullable Duration timeout;
        private boolean useStore = true;
        private OptionalInt segments = OptionalInt.empty();
        private Priority priority = Priority.NORMAL;
        private @Nullable String requester;

        private Draft() {}

        private Draft(FetchOptions options) {
            digests = options.digests;
            acceptListing = options.acceptListing;
            requireLength = options.requireLength;
            maxSize = options.maxSize;
            timeout = options.timeout;
            useStore = options.useStore;
            segments = options.segments;
            priority = options.priority;
            requester = options.requester;
        }
    }
}
