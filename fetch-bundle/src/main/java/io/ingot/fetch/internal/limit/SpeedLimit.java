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
 * How fast bytes may come: so many a second in all, and so many from one origin. A change holds at once, for running
 * transfers too. Safe for concurrent use.
 */
public final class SpeedLimit {
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LongSupplier nanos;
    private final Sleeper sleeper;
    private final Map<Origin, Bucket> origins = new HashMap<>();
    private final Bucket all;
    private long perOrigin;
    private volatile boolean limited;

    /** How somebody waits. */
    @FunctionalInterface
    interface Sleeper {
        /** Returns after a time, or when the call ends. */
        void sleep(long nanos, Call call) throws ImageException;
    }

    /**
     * Without limits, until {@link #limit} sets some.
     *
     * @param nanos a clock like {@link System#nanoTime}
     */
    public SpeedLimit(LongSupplier nanos) {
        this(nanos, (time, call) -> CallPause.of(Duration.ofNanos(time), call));
    }

    SpeedLimit(LongSupplier nanos, Sleeper sleeper) {
        this.nanos = nanos;
        this.sleeper = sleeper;
        this.all = new Bucket(0, nanos.getAsLong());
    }

    /** The rates from now on. */
    public synchronized void limit(Limits limits) {
        long now = nanos.getAsLong();
        all.rate(limits.bytesPerSecond(), now);
        perOrigin = limits.bytesPerSecondPerOrigin();
        origins.values().forEach(bucket -> bucket.rate(perOrigin, now));
        limited = limits.bytesPerSecond() > 0 || perOrigin > 0;
    }

    /**
     * Waits until bytes that were read may have come.
     *
     * @param alive told again and again meanwhile: it is us who are slow
     * @throws ImageException the end of the call
     */
    public void await(Origin origin, int bytes, Call call, Runnable alive) throws ImageException {
        if (!limited) {
            return;
        }
        Passage passage = take(origin, bytes);
        for (long wait = left(passage); wait > 0; wait = left(passage)) {
            sleeper.sleep(Math.min(wait, LOOK_AGAIN_NANOS), call);
            alive.run();
            call.check();
        }
    }

    /** When bytes have passed here and there. */
    private record Passage(double ofAll, Bucket origin, double ofOrigin) {}

    private synchronized Passage take(Origin origin, int bytes) {
        long now = nanos.getAsLong();
        Bucket bucket = origins.get(origin);
        if (bucket == null) {
            origins.values().removeIf(other -> other.idle(now));
            bucket = new Bucket(perOrigin, now);
            origins.put(origin, bucket);
        }
        return new Passage(all.take(bytes, now), bucket, bucket.take(bytes, now));
    }

    private synchronized long left(Passage passage) {
        long now = nanos.getAsLong();
        return Math.max(all.wait(passage.ofAll(), now), passage.origin().wait(passage.ofOrigin(), now));
    }
}
