// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.buffer.LocalFailure;
import io.ingot.fetch.internal.limit.LeastRate;
import io.ingot.fetch.internal.source.EndOfCall;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends an attempt, or one connection of it, that shows no activity for too long or whose bytes arrive below the minimum
 * rate. The duration of a transfer does not matter. One per fetch; safe for concurrent use.
 */
public final class Watchdog {
    /** How long a service may continue after its call has ended, before its thread is left behind. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final LongSupplier nanos;
    private final Duration stallTimeout;
    private final LeastRate minRate;
    private final Set<Watch> watched = ConcurrentHashMap.newKeySet();

    /**
     * Creates a watchdog that watches nothing yet.
     *
     * @param nanos a clock such as {@link System#nanoTime}
     */
    public Watchdog(LongSupplier nanos, Duration stallTimeout, LeastRate minRate) {
        this.nanos = nanos;
        this.stallTimeout = stallTimeout;
        this.minRate = minRate;
    }

    /** Returns a new measure of the progress of attempts, with the same minimum rate. */
    AttemptProgress newProgress() {
        return new AttemptProgress(minRate, nanos);
    }

    /** Watches an attempt until the watch is closed. */
    Watch watch(Call parent, Object subject) {
        return watch(parent, subject, new Findings());
    }

    private Watch watch(Call parent, Object subject, Findings findings) {
        Watch watch = new Watch(parent.child(), subject, findings);
        watched.add(watch);
        return watch;
    }

    /** Ends the attempts and connections that stall or are too slow; called several times a second. */
    public void check() {
        for (Watch watch : watched) {
            long now = nanos.getAsLong();
            if (watch.isStalled(now)) {
                watch.call.end(
                        ErrorCode.TRANSFER_FAILED,
                        "no byte of " + watch.subject + " came for " + stallTimeout.toMillis()
                                + " ms (io.ingot.fetch/stallTimeoutMillis)");
            } else {
                watch.rate.shortfall(now).ifPresent(watch::endTooSlow);
            }
        }
    }

    /** Work that writes or hashes. */
    @FunctionalInterface
    interface Pipelined {
        void run() throws LocalFailure;
    }

    /** Observations of an attempt, on any of its connections. */
    private static final class Findings {
        private volatile @Nullable String hanging;
        private volatile boolean tooSlow;
    }

    /** The watch of one attempt, or of one of its connections. */
    final class Watch implements AutoCloseable {
        private final Call call;
        private final Object subject;
        private final Findings findings; // shared by all connections of the attempt
        private final ReadRate rate = new ReadRate(minRate);
        private volatile long lastActivity = nanos.getAsLong();
        private volatile boolean inLocalWork;
        private volatile @Nullable Long endedAt;

        private Watch(Call call, Object subject, Findings findings) {
            this.call = call;
            this.subject = subject;
            this.findings = findings;
            call.onCancel(() -> endedAt = nanos.getAsLong());
        }

        /** Returns the call under which the attempt runs. */
        Call call() {
            return call;
        }

        /** Watches a connection of the attempt until the watch is closed. */
        Watch watchConnection() {
            return watch(call, subject, findings);
        }

        /** Whether the call ended so long ago that a thread still working under it is left behind. */
        boolean isOverdue() {
            Long since = endedAt;
            return since != null && nanos.getAsLong() - since >= GRACE.toNanos();
        }

        /** Returns which service hangs, as a sentence; empty if none does. */
        Optional<String> hanging() {
            return Optional.ofNullable(findings.hanging);
        }

        /** Records which service hangs. */
        void reportHang(String fact) {
            findings.hanging = fact;
        }

        /** Whether bytes arrived too slowly. */
        boolean isTooSlow() {
            return findings.tooSlow;
        }

        private void endTooSlow(String fact) {
            findings.tooSlow = true;
            call.end(ErrorCode.TRANSFER_FAILED, subject + " " + fact);
        }

        /** Records that the reader of the connection begins to wait for bytes. */
        void readStarted() {
            rate.readStarted(nanos.getAsLong());
        }

        /** Records how many bytes the reader got; 0 if the stream ended or failed. */
        void readEnded(int bytes) {
            long now = nanos.getAsLong();
            rate.readEnded(bytes, now);
            if (bytes > 0) {
                lastActivity = now;
            }
        }

        private boolean isStalled(long now) {
            return !inLocalWork && now - lastActivity > stallTimeout.toNanos();
        }

        /** Runs work of this machine. Its time does not count as a stall of the origin. */
        void localWork(Pipelined work) throws LocalFailure {
            inLocalWork = true;
            try {
                work.run();
            } finally {
                keepAlive();
                inLocalWork = false;
            }
        }

        /** Records activity other than bytes, or that the delay is not the origin's. */
        void keepAlive() {
            lastActivity = nanos.getAsLong();
        }

        /**
         * Returns why the attempt failed: the end of its call, if it ended, with the service that hangs; else {@code
         * e}.
         */
        ImageException reason(ImageException e) {
            try {
                call.check();
                return e;
            } catch (ImageException end) {
                ImageException reason = EndOfCall.explained(end, e);
                String fact = findings.hanging;
                return fact == null ? reason : reason.withMessage(reason.getMessage() + "; " + fact);
            }
        }

        @Override
        public void close() {
            watched.remove(this);
            call.close();
        }
    }
}
