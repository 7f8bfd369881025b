// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends an attempt, or one connection of several, from which no sign of life came for too long: it goes by the absence of bytes, not by the time that a
 * transfer takes. One for each fetch; safe for concurrent use.
 */
public final class Watchdog {
    /** How long a service may go on after its call has ended, before its thread is left behind. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final LongSupplier nanos;
    private final Duration stallTimeout;
    private final Set<Watch> watched = ConcurrentHashMap.newKeySet();

    /**
     * Nothing is watched yet.
     *
     * @param nanos a clock like {@link System#nanoTime}
     */
    public Watchdog(LongSupplier nanos, Duration stallTimeout) {
        this.nanos = nanos;
        this.stallTimeout = stallTimeout;
    }

    /** Watches an attempt until it is closed. */
    Watch watch(Call parent, Object what) {
        return watch(parent, what, new AtomicReference<>());
    }

    private Watch watch(Call parent, Object what, AtomicReference<@Nullable String> hanging) {
        Watch watch = new Watch(parent.child(), what, hanging);
        watched.add(watch);
        return watch;
    }

    /** Called a few times a second: ends what stalls. */
    public void beat() {
        for (Watch watch : watched) {
            if (nanos.getAsLong() - watch.lastSign > stallTimeout.toNanos()) {
                watch.call.end(
                        ErrorCode.TRANSFER_FAILED,
                        "no byte of " + watch.what + " came for " + stallTimeout.toMillis()
                                + " ms (io.ingot.fetch/stallTimeoutMillis)");
            }
        }
    }

    /** One attempt, or one of its connections. */
    final class Watch implements AutoCloseable {
        private final Call call;
        private final Object what;
        private final AtomicReference<@Nullable String> hanging; // shared by all connections of the attempt
        private volatile long lastSign = nanos.getAsLong();
        private volatile @Nullable Long ended;

        private Watch(Call call, Object what, AtomicReference<@Nullable String> hanging) {
            this.call = call;
            this.what = what;
            this.hanging = hanging;
            call.onCancel(() -> ended = nanos.getAsLong());
        }

        /** Its call. */
        Call call() {
            return call;
        }

        /** Watches a further connection of the attempt until it is closed. */
        Watch another() {
            return watch(call, what, hanging);
        }

        /** Whether its call ended so long ago that who still works under it is not waited for. */
        boolean overdue() {
            Long since = ended;
            return since != null && nanos.getAsLong() - since >= GRACE.toNanos();
        }

        /** Who was not waited for, if somebody was not. */
        Optional<String> hanging() {
            return Optional.ofNullable(hanging.get());
        }

        /** Notes who was not waited for. */
        void hangs(String fact) {
            hanging.set(fact);
        }

        /** Something came, or it is us who are slow. */
        void alive() {
            lastSign = nanos.getAsLong();
        }

        /** Why it failed: because its call was ended, whatever that made others throw, and who hangs; else {@code e}. */
        ImageException reason(ImageException e) {
            try {
                call.check();
                return e;
            } catch (ImageException reason) {
                String fact = hanging.get();
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
