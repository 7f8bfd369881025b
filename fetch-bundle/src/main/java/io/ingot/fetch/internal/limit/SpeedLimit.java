// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.limit;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.Origin;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Limits the rate at which bytes arrive, in total and for each origin. A change applies immediately, to running
 * transfers as well. Safe for concurrent use.
 */
public final class SpeedLimit {
    private static final long RECHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LongSupplier nanos;
    private final Sleeper sleeper;
    private final Map<Origin, Bucket> origins = new HashMap<>();
    private final Bucket total;
    private long perOrigin;
    private volatile boolean limited;

    /** Waits for a time. */
    @FunctionalInterface
    interface Sleeper {
        /** Returns after a time, or when the call ends. */
        void sleep(long nanos, Call call) throws ImageException;
    }

    /**
     * Creates a limiter without limits.
     *
     * @param nanos a clock like {@link System#nanoTime}
     */
    public SpeedLimit(LongSupplier nanos) {
        this(nanos, (time, call) -> CallPause.of(Duration.ofNanos(time), call));
    }

    SpeedLimit(LongSupplier nanos, Sleeper sleeper) {
        this.nanos = nanos;
        this.sleeper = sleeper;
        this.total = new Bucket(0, nanos.getAsLong());
    }

    /** Changes the limits. */
    public synchronized void limit(Limits limits) {
        long now = nanos.getAsLong();
        total.rate(limits.bytesPerSecond(), now);
        perOrigin = limits.bytesPerSecondPerOrigin();
        origins.values().forEach(bucket -> bucket.rate(perOrigin, now));
        limited = limits.bytesPerSecond() > 0 || perOrigin > 0;
    }

    /**
     * Waits until bytes that were read are within the limits.
     *
     * @param onWait called repeatedly during the wait, to show that the delay is not the origin's
     * @throws ImageException the end of the call
     */
    public void await(Origin origin, int bytes, Call call, Runnable onWait) throws ImageException {
        if (!limited) {
            return;
        }
        Ticket ticket = take(origin, bytes);
        for (long wait = remainingNanos(ticket); wait > 0; wait = remainingNanos(ticket)) {
            sleeper.sleep(Math.min(wait, RECHECK_NANOS), call);
            onWait.run();
            call.check();
        }
    }

    /** The tickets of some bytes in both buckets. */
    private record Ticket(double inTotal, Bucket bucket, double inBucket) {}

    private synchronized Ticket take(Origin origin, int bytes) {
        long now = nanos.getAsLong();
        Bucket bucket = origins.get(origin);
        if (bucket == null) {
            origins.values().removeIf(other -> other.isIdle(now));
            bucket = new Bucket(perOrigin, now);
            origins.put(origin, bucket);
        }
        return new Ticket(total.enqueue(bytes, now), bucket, bucket.enqueue(bytes, now));
    }

    private synchronized long remainingNanos(Ticket ticket) {
        long now = nanos.getAsLong();
        return Math.max(total.nanosUntil(ticket.inTotal(), now), ticket.bucket().nanosUntil(ticket.inBucket(), now));
    }
}
