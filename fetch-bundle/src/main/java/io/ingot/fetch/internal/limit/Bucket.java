// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.limit;

/**
 * A queue of bytes that drains at a rate. A caller proceeds once its own bytes and all earlier ones have drained. A
 * rate that was not used for a moment allows a short burst. Not safe for concurrent use.
 */
final class Bucket {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double BURST_SECONDS = 0.1;

    private long rate;
    private double drained;
    private double enqueued;
    private long drainedAt;

    /** @param rate bytes per second; 0 for no limit */
    Bucket(long rate, long nanos) {
        this.rate = rate;
        this.drainedAt = nanos;
    }

    /** Changes the rate, for waiting callers as well. */
    void rate(long bytesPerSecond, long nanos) {
        drain(nanos);
        rate = bytesPerSecond;
    }

    /** Enqueues bytes, and returns the ticket that {@link #nanosUntil} takes. */
    double enqueue(int bytes, long nanos) {
        drain(nanos);
        enqueued += bytes;
        return enqueued;
    }

    /** Returns the time until the bytes of a ticket have drained, in nanoseconds; 0 if they have. */
    long nanosUntil(double ticket, long nanos) {
        drain(nanos);
        return rate == 0 || drained >= ticket ? 0 : (long) Math.ceil((ticket - drained) / rate * NANOS_PER_SECOND);
    }

    /** Whether the bucket is in the state of a new one. */
    boolean isIdle(long nanos) {
        drain(nanos);
        return drained >= enqueued + burst();
    }

    private void drain(long nanos) {
        double total = rate == 0 ? enqueued : drained + rate * ((nanos - drainedAt) / NANOS_PER_SECOND);
        drained = Math.min(enqueued + burst(), total);
        drainedAt = nanos;
    }

    private double burst() {
        return rate * BURST_SECONDS;
    }
}
