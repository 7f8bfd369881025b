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
 * The options of a fetch that do not depend on the image, shared by requests for an image and for a deployment.
 * Immutable: each method with a parameter returns a changed copy.
 */
public final class FetchOptions {
    /** The default options. */
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

    /**
     * The order in which fetches wait for a transfer slot. Branch with a default: constants are added in minor
     * versions.
     */
    public enum Priority {
        /** By size, so that a small image does not wait for large ones. */
        NORMAL,
        /** Before all normal fetches, whatever the size. */
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
     * Returns options with the algorithms of digests to compute and report besides SHA-256.
     *
     * @throws IllegalArgumentException if a text cannot be the name of an algorithm
     */
    public FetchOptions digests(Collection<String> algorithms) {
        Set<String> canonical = new LinkedHashSet<>();
        algorithms.forEach(algorithm -> canonical.add(Checksum.canonical(algorithm)));
        return with(draft -> draft.digests = Set.copyOf(canonical));
    }

    /** Returns options that accept or refuse a page or directory listing as an image. */
    public FetchOptions acceptListing(boolean acceptListing) {
        return with(draft -> draft.acceptListing = acceptListing);
    }

    /**
     * Returns options that refuse an image that may be truncated, or accept it with a warning: see {@link
     * #requireLength()}.
     */
    public FetchOptions requireLength(boolean requireLength) {
        return with(draft -> draft.requireLength = requireLength);
    }

    /**
     * Returns options with a maximum size. The operator's limit applies as well.
     *
     * @throws IllegalArgumentException if {@code bytes} is not positive
     */
    public FetchOptions maxSize(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("maxSize must be positive, was " + bytes);
        }
        return with(draft -> draft.maxSize = OptionalLong.of(bytes));
    }

    /** Returns options with a timeout, after which a fetch ends with TIMED_OUT. */
    public FetchOptions timeout(Duration timeout) {
        Objects.requireNonNull(timeout);
        return with(draft -> draft.timeout = timeout);
    }

    /** Returns options that use the store, to take the image from it and to keep it, or do neither. */
    public FetchOptions useStore(boolean useStore) {
        return with(draft -> draft.useStore = useStore);
    }

    /**
     * Returns options with a maximum number of connections for an image. The operator's limit applies as well.
     *
     * @throws IllegalArgumentException if {@code segments} is not positive
     */
    public FetchOptions segments(int segments) {
        if (segments <= 0) {
            throw new IllegalArgumentException("segments must be positive, was " + segments);
        }
        return with(draft -> draft.segments = OptionalInt.of(segments));
    }

    /** Returns options with a priority. */
    public FetchOptions priority(Priority priority) {
        Objects.requireNonNull(priority);
        return with(draft -> draft.priority = priority);
    }

    /** Returns options with the name of the caller for the operator's log, without secrets. */
    public FetchOptions requester(String requester) {
        Objects.requireNonNull(requester);
        return with(draft -> draft.requester = requester);
    }

    /**
     * Returns the algorithms of the digests to compute and report besides SHA-256 and those of the expected checksums.
     */
    public Set<String> digests() {
        return digests;
    }

    /** Returns whether a page or directory listing is accepted as an image; false by default. */
    public boolean acceptListing() {
        return acceptListing;
    }

    /**
     * Returns whether an image that may be truncated is refused: one without a checksum and a length, whose bytes end
     * with the connection. By default such an image is accepted with a warning.
     */
    public boolean requireLength() {
        return requireLength;
    }

    /** Returns the maximum size in bytes; absent if only the operator's limit applies. */
    public OptionalLong maxSize() {
        return maxSize;
    }

    /** Returns the time after which a fetch ends with TIMED_OUT; absent if it is not limited. */
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    /** Returns whether the image may come from the store and is kept there; true by default. */
    public boolean useStore() {
        return useStore;
    }

    /** Returns the maximum number of connections for an image; absent if only the operator's limit applies. */
    public OptionalInt segments() {
        return segments;
    }

    /** Returns the priority; NORMAL by default. */
    public Priority priority() {
        return priority;
    }

    /** Returns the name of the caller for the operator's log. */
    public Optional<String> requester() {
        return Optional.ofNullable(requester);
    }

    /** Mutable options. */
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
