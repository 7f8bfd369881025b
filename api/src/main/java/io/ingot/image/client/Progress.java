// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How far a fetch is, at one moment. Immutable. */
public final class Progress {
    /** What it does now. Branch with a default: constants are added in minor versions. */
    public enum Phase {
        /** Waits for its turn, or for a service. */
        WAITING,
        /** Asks the image service. */
        ASKING,
        /** What an earlier attempt left, or what the store holds, is read and compared. */
        CHECKING,
        /** Bytes arrive. */
        TRANSFERRING,
        /** The image is verified and put in its place. */
        COMMITTING,
        /** The image is there. */
        DONE,
        /** It failed, or was cancelled. */
        FAILED
    }

    private final Phase phase;
    private final long bytes;
    private final long total;
    private final long bytesPerSecond;
    private final int segments;
    private final int retries;
    private final @Nullable String lastFailure;
    private final int attemptLimit;
    private final @Nullable String activity;

    private Progress(
            Phase phase,
            long bytes,
            long total,
            long bytesPerSecond,
            int segments,
            int retries,
            @Nullable String lastFailure,
            int attemptLimit,
            @Nullable String activity) {
        this.phase = Objects.requireNonNull(phase);
        this.bytes = bytes;
        this.total = total;
        this.bytesPerSecond = bytesPerSecond;
        this.segments = segments;
        this.retries = retries;
        this.lastFailure = lastFailure;
        this.attemptLimit = attemptLimit;
        this.activity = activity;
    }

    /** Progress at the start of a phase, with nothing else known. */
    public static Progress of(Phase phase) {
        return new Progress(phase, 0, -1, 0, 0, 0, null, 0, null);
    }

    /** The same in another phase, with no activity. */
    public Progress phase(Phase next) {
        return new Progress(next, bytes, total, bytesPerSecond, segments, retries, lastFailure, attemptLimit, null);
    }

    /** The same, busy with this: see {@link #activity()}. */
    public Progress activity(String what) {
        return new Progress(
                phase,
                bytes,
                total,
                bytesPerSecond,
                segments,
                retries,
                lastFailure,
                attemptLimit,
                Objects.requireNonNull(what));
    }

    /** The same with at most this many attempts; at least 1. */
    public Progress attemptLimit(int most) {
        return new Progress(phase, bytes, total, bytesPerSecond, segments, retries, lastFailure, most, activity);
    }

    /** The same with this many bytes there, arriving at this rate. */
    public Progress bytes(long there, long perSecond) {
        return new Progress(phase, there, total, perSecond, segments, retries, lastFailure, attemptLimit, activity);
    }

    /** The same with the size of the whole. */
    public Progress total(OptionalLong size) {
        return new Progress(
                phase, bytes, size.orElse(-1), bytesPerSecond, segments, retries, lastFailure, attemptLimit, activity);
    }

    /** The same with bytes arriving over this many connections. */
    public Progress segments(int open) {
        return new Progress(phase, bytes, total, bytesPerSecond, open, retries, lastFailure, attemptLimit, activity);
    }

    /** The same after one more attempt failed, for this reason. */
    public Progress retry(String failure) {
        return new Progress(
                phase,
                bytes,
                total,
                bytesPerSecond,
                segments,
                retries + 1,
                Objects.requireNonNull(failure),
                attemptLimit,
                activity);
    }

    /** What it does. */
    public Phase phase() {
        return phase;
    }

    /** The bytes that are there. */
    public long bytes() {
        return bytes;
    }

    /** The size of the whole, if it is known. */
    public OptionalLong total() {
        return total < 0 ? OptionalLong.empty() : OptionalLong.of(total);
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
        return attemptLimit < 1 ? OptionalInt.empty() : OptionalInt.of(attemptLimit);
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
        if (total < 0 || bytesPerSecond <= 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofSeconds(Math.max(0, total - bytes) / bytesPerSecond));
    }
}
