// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import io.ingot.image.FetchPhase;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How far a fetch is, at one moment. Immutable. */
public final class Progress {
    private final FetchPhase phase;
    private final long bytes;
    private final OptionalLong total;
    private final long bytesPerSecond;
    private final int segments;
    private final int retries;
    private final @Nullable String lastFailure;
    private final OptionalInt attemptLimit;
    private final @Nullable String activity;

    private Progress(Builder builder) {
        phase = builder.phase;
        bytes = builder.bytes;
        total = builder.total;
        bytesPerSecond = builder.bytesPerSecond;
        segments = builder.segments;
        retries = builder.retries;
        lastFailure = builder.lastFailure;
        attemptLimit = builder.attemptLimit;
        activity = builder.activity;
    }

    /** Progress at the start of a phase, with nothing else known. */
    public static Progress of(FetchPhase phase) {
        return builder(phase).build();
    }

    /** A builder of progress at the start of a phase, with nothing else known. */
    public static Builder builder(FetchPhase phase) {
        return new Builder(phase);
    }

    /** A builder with this progress. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** What it does. */
    public FetchPhase phase() {
        return phase;
    }

    /** The bytes that are there. */
    public long bytes() {
        return bytes;
    }

    /** The size of the whole, if it is known. */
    public OptionalLong total() {
        return total;
    }

    /** The rate of the last seconds. */
    public long bytesPerSecond() {
        return bytesPerSecond;
    }

    /** The connections over which bytes arrive now; 0 while none do. */
    public int segments() {
        return segments;
    }

    /** The attempts that failed so far. */
    public int retries() {
        return retries;
    }

    /** Why the last of them did. */
    public Optional<String> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    /** The most attempts that are made without progress, if a limit is known; the next one is {@code retries() + 1}. */
    public OptionalInt attemptLimit() {
        return attemptLimit;
    }

    /**
     * What the phase does or waits for now, as a short noun phrase for people: {@code http://mirror/a.img: first byte of
     * the answer}. Holds no secret.
     */
    public Optional<String> activity() {
        return Optional.ofNullable(activity);
    }

    /** The time left at the present rate, if that can be told. */
    public Optional<Duration> remaining() {
        if (total.isEmpty() || bytesPerSecond <= 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofSeconds(Math.max(0, total.getAsLong() - bytes) / bytesPerSecond));
    }

    /** Builds progress. Each method replaces what was said before. Not safe for concurrent use. */
    public static final class Builder {
        private FetchPhase phase;
        private long bytes;
        private OptionalLong total = OptionalLong.empty();
        private long bytesPerSecond;
        private int segments;
        private int retries;
        private @Nullable String lastFailure;
        private OptionalInt attemptLimit = OptionalInt.empty();
        private @Nullable String activity;

        private Builder(FetchPhase phase) {
            this.phase = Objects.requireNonNull(phase);
        }

        private Builder(Progress progress) {
            phase = progress.phase;
            bytes = progress.bytes;
            total = progress.total;
            bytesPerSecond = progress.bytesPerSecond;
            segments = progress.segments;
            retries = progress.retries;
            lastFailure = progress.lastFailure;
            attemptLimit = progress.attemptLimit;
            activity = progress.activity;
        }

        /** See {@link Progress#phase}. A new phase has no activity. */
        public Builder phase(FetchPhase next) {
            phase = Objects.requireNonNull(next);
            activity = null;
            return this;
        }

        /** See {@link Progress#activity}. */
        public Builder activity(String what) {
            activity = Objects.requireNonNull(what);
            return this;
        }

        /** See {@link Progress#attemptLimit}; at least 1. */
        public Builder attemptLimit(int most) {
            attemptLimit = most < 1 ? OptionalInt.empty() : OptionalInt.of(most);
            return this;
        }

        /** See {@link Progress#bytes} and {@link Progress#bytesPerSecond}. */
        public Builder bytes(long there, long perSecond) {
            bytes = there;
            bytesPerSecond = perSecond;
            return this;
        }

        /** See {@link Progress#total}. */
        public Builder total(OptionalLong size) {
            total = size.orElse(-1) < 0 ? OptionalLong.empty() : size;
            return this;
        }

        /** See {@link Progress#segments}. */
        public Builder segments(int open) {
            segments = open;
            return this;
        }

        /** Counts one more failed attempt, and its reason: see {@link Progress#retries} and {@link Progress#lastFailure}. */
        public Builder retry(String failure) {
            retries++;
            lastFailure = Objects.requireNonNull(failure);
            return this;
        }

        /** The progress. */
        public Progress build() {
            return new Progress(this);
        }
    }
}
