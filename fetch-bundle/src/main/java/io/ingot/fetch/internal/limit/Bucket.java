// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.limit;

/**
 * Lets bytes pass at a rate: a queue of bytes that drains. Who takes some has passed when all that was taken before, and
 * that, has drained. What was not used for a moment may pass at once. Not safe for concurrent use.
 */
final class Bucket {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double BURST_SECONDS = 0.1;

    private long rate;
    private double drained;
    private double taken;
    private long at;

    /** @param rate bytes per second; 0 for any number */
    Bucket(long rate, long nanos) {
        this.rate = rate;
        this.at = nanos;
    }

    /** From now on, for those too who wait. */
    void rate(long bytesPerSecond, long nanos) {
        drain(nanos);
        rate = bytesPerSecond;
    }

    /** Takes bytes; the answer says when they have passed. */
    double take(int bytes, long nanos) {
        drain(nanos);
        taken += bytes;
        return taken;
    }

    /** The time until what was taken has passed, in nanoseconds; 0 if it has. */
    long wait(double ticket, long nanos) {
        drain(nanos);
        return rate == 0 || drained >= ticket ? 0 : (long) Math.ceil((ticket - drained) / rate * NANOS_PER_SECOND);
    }

    /** Whether a new one would be no different. */
    boolean idle(long nanos) {
        drain(nanos);
        return drained >= taken + burst();
    }

    private void drain(long nanos) {
        double passed = rate == 0 ? taken : drained + rate * ((nanos - at) / NANOS_PER_SECOND);
        drained = Math.min(taken + burst(), passed);
        at = nanos;
    }

    private double burst() {
        return rate * BURST_SECONDS;
    }
}
