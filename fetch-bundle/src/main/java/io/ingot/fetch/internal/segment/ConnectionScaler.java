// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.segment;

import io.ingot.fetch.internal.part.Units;
import java.time.Duration;

/**
 * Decides over how many connections an image is read, by measuring. It starts with one. If the transfer would take
 * long, it opens as many as would make it short, and checks whether they are faster; if not, it halves their number as
 * long as fewer are as fast. No single measurement is final: a transfer that still takes long over fewer connections
 * than allowed is measured over more again, after pauses that double. Not safe for concurrent use; the time is passed
 * in.
 */
public final class ConnectionScaler {
    private static final long WINDOW_NANOS = Duration.ofMillis(100).toNanos();
    /**
     * The time after a change that is not measured: new connections begin with bursts, and ending ones still deliver.
     */
    private static final long SETTLING_NANOS = Duration.ofMillis(500).toNanos();

    private static final long REVIEW_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long MAX_REVIEW_NANOS = Duration.ofSeconds(4).toNanos();
    private static final int BURSTS = 4;
    private static final long FIRST_RETRY_NANOS = Duration.ofSeconds(4).toNanos();
    private static final double SHORT_SECONDS = 2;
    /** The remaining time from which on it is worth a second to check whether fewer connections suffice. */
    private static final double LONG_SECONDS = 20;

    /** The rate of all transfers from which on a further connection is not expected to help. */
    private static final double AMPLE_BYTES_PER_SECOND = 256.0 * 1024 * 1024;

    private static final double CLEAR_GAIN = 1.15;
    private static final double SEGMENT_SECONDS = 2;
    private static final long MIN_SEGMENT_BYTES = 8L * Units.BYTES;
    private static final long MAX_SEGMENT_BYTES = 128L * Units.BYTES;
    private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final int maxConnections;
    private Step step = Step.STARTING;
    private int connections = 1;
    private int connectionsBefore = 1;
    private double rateBefore;
    private double bestRate;
    private double rateOfOne;
    private long retryPause = FIRST_RETRY_NANOS;
    private long settledAt;
    private long windowStart;
    private long receivedAtStart;
    private long lastReceived;
    private long lastArrival;
    private long longestGap;
    private long trafficAtStart;
    private boolean measuring;
    private boolean settling;
    private boolean grownAgain;

    private enum Step {
        /** The first moments of a connection, which are not representative. */
        STARTING,
        /** A single connection is measured. */
        SINGLE,
        /** More connections are compared with the number before. */
        GROWN,
        /** Fewer connections are compared with the best rate. */
        SHRUNK,
        /** The number stays the same for some time. */
        SETTLED
    }

    /** Creates a scaler that starts with one connection. */
    public ConnectionScaler(SegmentRules rules) {
        this.maxConnections = rules.maxConnections();
    }

    /**
     * Returns how many connections there should be.
     *
     * @param nanos the time, as of {@link System#nanoTime}
     * @param received bytes of this image so far
     * @param traffic bytes of all images so far
     * @param missing bytes of this image
     * @param running connections that are open
     */
    public int connections(long nanos, long received, long traffic, long missing, int running) {
        boolean hasNewBytes = received > lastReceived;
        lastReceived = received;
        longestGap = Math.max(longestGap, nanos - lastArrival);
        if (hasNewBytes) {
            lastArrival = nanos;
        }
        if (running != connections) {
            measuring = false;
            settling = step == Step.GROWN || step == Step.SHRUNK;
        } else if (!measuring) {
            measuring = hasNewBytes || step == Step.STARTING;
            measureFrom(nanos, received, traffic);
        } else if (isWindowOver(nanos - windowStart, hasNewBytes)) {
            double seconds = (nanos - windowStart) / NANOS_PER_SECOND;
            if (settling) {
                settling = false;
            } else {
                double rate = (received - receivedAtStart) / seconds;
                evaluate(nanos, rate, (traffic - trafficAtStart) / seconds, missing);
                rateOfOne = rate / running;
            }
            measureFrom(nanos, received, traffic);
        }
        return connections;
    }

    /**
     * Whether the window is over. Servers send in bursts: a window begins and ends with one, so that it contains as
     * many as there are pauses.
     */
    private boolean isWindowOver(long passed, boolean hasNewBytes) {
        return passed >= window() && (hasNewBytes || passed >= 2 * window());
    }

    /** Returns a duration that is long enough for several bursts. */
    private long window() {
        if (step == Step.STARTING || step == Step.SINGLE) {
            return WINDOW_NANOS;
        }
        return settling ? SETTLING_NANOS : Math.min(MAX_REVIEW_NANOS, Math.max(REVIEW_NANOS, BURSTS * longestGap));
    }

    /**
     * Returns how many bytes a worker should fetch with one request: enough to make the cost of the request negligible,
     * but not far ahead of the bytes that are hashed.
     */
    public long segmentBytes() {
        return Math.round(Math.max(MIN_SEGMENT_BYTES, Math.min(MAX_SEGMENT_BYTES, rateOfOne * SEGMENT_SECONDS)));
    }

    private void evaluate(long nanos, double rate, double traffic, long missing) {
        switch (step) {
            case STARTING -> step = Step.SINGLE;
            case SINGLE -> {
                if (traffic < AMPLE_BYTES_PER_SECOND) {
                    grow(rate, missing);
                }
            }
            case GROWN -> {
                bestRate = rate;
                if (rate >= rateBefore * CLEAR_GAIN && !takesLong(rate, missing)) {
                    settle(nanos);
                } else {
                    shrink(nanos);
                }
            }
            case SHRUNK -> {
                if (rate * CLEAR_GAIN >= bestRate) {
                    shrink(nanos);
                } else {
                    connections = connectionsBefore;
                    settle(nanos);
                    growAgain(missing);
                }
            }
            case SETTLED -> {
                boolean due = nanos - settledAt >= retryPause;
                if (due
                        && connections < maxConnections
                        && takesLong(rate, missing)
                        && traffic < AMPLE_BYTES_PER_SECOND) {
                    retryPause *= 2;
                    grownAgain = false;
                    grow(rate, missing);
                }
            }
        }
    }

    private static boolean takesLong(double rate, long missing) {
        return missing / Math.max(1, rate) >= LONG_SECONDS;
    }

    private void grow(double rate, long missing) {
        double seconds = missing / Math.max(1, rate);
        int enough = (int) Math.min(maxConnections, Math.ceil(connections * seconds / SHORT_SECONDS));
        if (enough > connections) {
            rateBefore = rate;
            connections = enough;
            step = Step.GROWN;
        }
    }

    /** Grows once more if fewer connections are slower: the first measurement was short, and may have been too high. */
    private void growAgain(long missing) {
        if (!grownAgain) {
            grownAgain = true;
            grow(bestRate, missing);
        }
    }

    /**
     * Halves the connections. Their rate is compared with the best rate, not with the one before: many small losses add
     * up.
     */
    private void shrink(long nanos) {
        if (connections == 1) {
            settle(nanos);
            return;
        }
        connectionsBefore = connections;
        connections = Math.max(1, connections / 2);
        step = Step.SHRUNK;
    }

    private void settle(long nanos) {
        step = Step.SETTLED;
        settledAt = nanos;
    }

    private void measureFrom(long nanos, long received, long traffic) {
        windowStart = nanos;
        lastArrival = nanos;
        longestGap = 0;
        receivedAtStart = received;
        trafficAtStart = traffic;
    }
}
