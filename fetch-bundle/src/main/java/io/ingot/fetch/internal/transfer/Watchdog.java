// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

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
 * Ends an attempt, or one connection of several, from which no sign of life came for too long, or whose bytes come more
 * slowly than the least rate. The time that a transfer takes does not matter. One for each fetch; safe for concurrent use.
 */
public final class Watchdog {
    /** How long a service may go on after its call has ended, before its thread is left behind. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final LongSupplier nanos;
    private final Duration stallTimeout;
    private final LeastRate leastRate;
    private final Set<Watch> watched = ConcurrentHashMap.newKeySet();

    /**
     * Nothing is watched yet.
     *
     * @param nanos a clock like {@link System#nanoTime}
     */
    public Watchdog(LongSupplier nanos, Duration stallTimeout, LeastRate leastRate) {
        this.nanos = nanos;
        this.stallTimeout = stallTimeout;
        this.leastRate = leastRate;
    }

    /** Whether attempts get on, by the same least rate. */
    AttemptProgress headway() {
        return new AttemptProgress(leastRate, nanos);
    }

    /** Watches an attempt until it is closed. */
    Watch watch(Call parent, Object what) {
        return watch(parent, what, new Findings());
    }

    private Watch watch(Call parent, Object what, Findings findings) {
        Watch watch = new Watch(parent.child(), what, findings);
        watched.add(watch);
        return watch;
    }

    /** Called a few times a second: ends what stalls, and what is too slow. */
    public void beat() {
        for (Watch watch : watched) {
            long now = nanos.getAsLong();
            if (now - watch.lastSign > stallTimeout.toNanos()) {
                watch.call.end(
                        ErrorCode.TRANSFER_FAILED,
                        "no byte of " + watch.what + " came for " + stallTimeout.toMillis()
                                + " ms (io.ingot.fetch/stallTimeoutMillis)");
            } else {
                watch.rate.tooSlow(now).ifPresent(watch::tooSlow);
            }
        }
    }

    /** What was found out about an attempt, on any of its connections. */
    private static final class Findings {
        private volatile @Nullable String hanging;
        private volatile boolean tooSlow;
    }

    /** One attempt, or one of its connections. */
    final class Watch implements AutoCloseable {
        private final Call call;
        private final Object what;
        private final Findings findings; // shared by all connections of the attempt
        private final ReadRate rate = new ReadRate(leastRate);
        private volatile long lastSign = nanos.getAsLong();
        private volatile @Nullable Long ended;

        private Watch(Call call, Object what, Findings findings) {
            this.call = call;
            this.what = what;
            this.findings = findings;
            call.onCancel(() -> ended = nanos.getAsLong());
        }

        /** Its call. */
        Call call() {
            return call;
        }

        /** Watches a further connection of the attempt until it is closed. */
        Watch another() {
            return watch(call, what, findings);
        }

        /** Whether its call ended so long ago that who still works under it is not waited for. */
        boolean overdue() {
            Long since = ended;
            return since != null && nanos.getAsLong() - since >= GRACE.toNanos();
        }

        /** Who was not waited for, if somebody was not. */
        Optional<String> hanging() {
            return Optional.ofNullable(findings.hanging);
        }

        /** Notes who was not waited for. */
        void hangs(String fact) {
            findings.hanging = fact;
        }

        /** Whether bytes came too slowly. */
        boolean tooSlow() {
            return findings.tooSlow;
        }

        private void tooSlow(String fact) {
            findings.tooSlow = true;
            call.end(ErrorCode.TRANSFER_FAILED, what + " " + fact);
        }

        /** The reader of its connection begins to wait for bytes. */
        void reads() {
            rate.reads(nanos.getAsLong());
        }

        /** The reader has got so many; none where the stream ended or broke. */
        void came(int bytes) {
            long now = nanos.getAsLong();
            rate.came(bytes, now);
            if (bytes > 0) {
                lastSign = now;
            }
        }

        /** It is us who are slow, or something other than bytes came. */
        void alive() {
            lastSign = nanos.getAsLong();
        }

        /** Why it failed: because its call was ended, whatever that made others throw, and who hangs; else {@code e}. */
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
