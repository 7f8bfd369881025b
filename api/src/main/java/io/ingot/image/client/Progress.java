// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import io.ingot.image.FetchPhase;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The progress of a fetch at one moment. Immutable. */
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

    /** Returns progress at the start of a phase, without other values. */
    public static Progress of(FetchPhase phase) {
        return builder(phase).build();
    }

    /** Returns a builder for progress at the start of a phase, without other values. */
    public static Builder builder(FetchPhase phase) {
        return new Builder(phase);
    }

    /** Returns a builder with the values of this progress. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Returns the phase. */
    public FetchPhase phase() {
        return phase;
    }

    /** Returns the number of bytes of the image that have arrived, including reused ones. */
    public long bytes() {
        return bytes;
    }

    /** Returns the size of the image in bytes; absent if unknown. */
    public OptionalLong total() {
        return total;
    }

    /** Returns the average rate of the last seconds. */
    public long bytesPerSecond() {
        return bytesPerSecond;
    }

    /** Returns the number of connections over which bytes arrive now. */
    public int segments() {
        return segments;
    }

    /** Returns the number of attempts that have failed. */
    public int retries() {
        return retries;
    }

    /** Returns why the last failed attempt did; absent if none failed. */
    public Optional<String> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    /**
     * Returns the maximum number of attempts without progress; absent if unknown. The next one is {@code retries() +
     * 1}.
     */
    public OptionalInt attemptLimit() {
        return attemptLimit;
    }

    /**
     * Returns what the phase does or waits for now, as a short noun phrase for people: {@code http://mirror/a.img:
     * first byte of the answer}. Contains no secret.
     */
    public Optional<String> activity() {
        return Optional.ofNullable(activity);
    }

    /** Returns the time left at the present rate; absent if size or rate are unknown. */
    public Optional<Duration> remaining() {
        if (total.isEmpty() || bytesPerSecond <= 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofSeconds(Math.max(0, total.getAsLong() - bytes) / bytesPerSecond));
    }

    /** A builder. Each method replaces an earlier value. Not safe for concurrent use. */
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

        /** Sets {@link Progress#phase}, and clears the activity. */
        public Builder phase(FetchPhase phase) {
            this.phase = Objects.requireNonNull(phase);
            activity = null;
            return this;
        }

        /** Sets {@link Progress#activity}. */
        public Builder activity(String activity) {
            this.activity = Objects.requireNonNull(activity);
            return this;
        }

        /** Sets {@link Progress#attemptLimit}; a value below 1 means unknown. */
        public Builder attemptLimit(int limit) {
            attemptLimit = limit < 1 ? OptionalInt.empty() : OptionalInt.of(limit);
            return this;
        }

        /** Sets {@link Progress#bytes} and {@link Progress#bytesPerSecond}. */
        public Builder bytes(long bytes, long bytesPerSecond) {
            this.bytes = bytes;
            this.bytesPerSecond = bytesPerSecond;
            return this;
        }

        /** Sets {@link Progress#total}. */
        public Builder total(OptionalLong total) {
            this.total = total.orElse(-1) < 0 ? OptionalLong.empty() : total;
            return this;
        }

        /** Sets {@link Progress#segments}. */
        public Builder segments(int segments) {
            this.segments = segments;
            return this;
        }

        /** Increments {@link Progress#retries}, and sets {@link Progress#lastFailure}. */
        public Builder retry(String failure) {
            retries++;
            lastFailure = Objects.requireNonNull(failure);
            return this;
        }

        /** Returns the progress. */
        public Progress build() {
            return new Progress(this);
        }
    }
}
