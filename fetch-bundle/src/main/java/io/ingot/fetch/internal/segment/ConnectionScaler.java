// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.segment;

import io.ingot.fetch.internal.part.Units;
import java.time.Duration;

/**
 * How many connections an image is worth, by what is measured. It begins with one. If that would take long, it takes as many
 * as would make it short, and looks whether that was faster: if not, it goes down again, by halves, as long as fewer are as
 * fast. No single measurement decides for good: what still takes long over fewer connections than there may be is tried
 * again over more, after pauses that double. Used by one thread; knows no clock but the one it is told.
 */
public final class ConnectionScaler {
    private static final long WINDOW_NANOS = Duration.ofMillis(100).toNanos();
    /** What comes right after a change is no measure: bursts of new connections, the rest of those that leave. */
    private static final long UNSETTLED_NANOS = Duration.ofMillis(500).toNanos();

    private static final long REVIEW_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_REVIEW_NANOS = Duration.ofSeconds(4).toNanos();
    private static final int LUMPS = 4;
    private static final long FIRST_RETRY_NANOS = Duration.ofSeconds(4).toNanos();
    private static final double SHORT_SECONDS = 2;
    /** So long that it is worth a second to look whether fewer connections do as well. */
    private static final double LONG_SECONDS = 20;

    /** What one connection of this machine may well bring: where so much arrives already, a further one is no use. */
    private static final double PLENTY_PER_SECOND = 256.0 * 1024 * 1024;

    private static final double CLEAR_GAIN = 1.15;
    private static final double STRETCH_SECONDS = 2;
    private static final long LEAST_STRETCH = 8L * Units.BYTES;
    private static final long LARGEST_STRETCH = 128L * Units.BYTES;
    private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final int most;
    private Stage stage = Stage.STARTING;
    private int wanted = 1;
    private int before = 1;
    private double rateBefore;
    private double bestRate;
    private double rateOfOne;
    private long retryPause = FIRST_RETRY_NANOS;
    private long settledAt;
    private long since;
    private long receivedThen;
    private long receivedLast;
    private long arrivedLast;
    private long longestGap;
    private long trafficThen;
    private boolean measuring;
    private boolean unsettled;
    private boolean grownAgain;

    private enum Stage {
        /** The first moments of a connection say little. */
        STARTING,
        /** One connection is measured. */
        ALONE,
        /** More of them are measured against what was before. */
        GROWN,
        /** Fewer of them are. */
        SHRUNK,
        /** It stays so, for a while. */
        SETTLED
    }

    /** One connection so far. */
    public ConnectionScaler(SegmentRules rules) {
        this.most = rules.most();
    }

    /**
     * How many connections there should be.
     *
     * @param nanos the time, as {@link System#nanoTime} tells it
     * @param received bytes of this image so far
     * @param traffic bytes of all images so far
     * @param left bytes that are missing
     * @param running connections that there are
     */
    public int wanted(long nanos, long received, long traffic, long left, int running) {
        boolean came = received > receivedLast;
        receivedLast = received;
        longestGap = Math.max(longestGap, nanos - arrivedLast);
        if (came) {
            arrivedLast = nanos;
        }
        if (running != wanted) {
            measuring = false;
            unsettled = stage == Stage.GROWN || stage == Stage.SHRUNK;
        } else if (!measuring) {
            measuring = came || stage == Stage.STARTING;
            measureFrom(nanos, received, traffic);
        } else if (isOver(nanos - since, came)) {
            double seconds = (nanos - since) / NANOS_PER_SECOND;
            if (unsettled) {
                unsettled = false;
            } else {
                double rate = (received - receivedThen) / seconds;
                judge(nanos, rate, (traffic - trafficThen) / seconds, left);
                rateOfOne = rate / running;
            }
            measureFrom(nanos, received, traffic);
        }
        return wanted;
    }

    /** Servers send in lumps: a measurement begins and ends with one, so that it holds as many as there are pauses. */
    private boolean isOver(long passed, boolean came) {
        return passed >= window() && (came || passed >= 2 * window());
    }

    /** Long enough for several lumps. */
    private long window() {
        if (stage == Stage.STARTING || stage == Stage.ALONE) {
            return WINDOW_NANOS;
        }
        return unsettled ? UNSETTLED_NANOS : Math.min(LONGEST_REVIEW_NANOS, Math.max(REVIEW_NANOS, LUMPS * longestGap));
    }

    /** How many bytes a worker should take at a time: enough for its request not to matter, and not to be far ahead. */
    public long stretchBytes() {
        return Math.round(Math.max(LEAST_STRETCH, Math.min(LARGEST_STRETCH, rateOfOne * STRETCH_SECONDS)));
    }

    private void judge(long nanos, double rate, double traffic, long left) {
        switch (stage) {
            case STARTING -> stage = Stage.ALONE;
            case ALONE -> {
                if (traffic < PLENTY_PER_SECOND) {
                    grow(rate, left);
                }
            }
            case GROWN -> {
                bestRate = rate;
                if (rate >= rateBefore * CLEAR_GAIN && !takesLong(rate, left)) {
                    settle(nanos);
                } else {
                    shrink(nanos);
                }
            }
            case SHRUNK -> {
                if (rate * CLEAR_GAIN >= bestRate) {
                    shrink(nanos);
                } else {
                    wanted = before;
                    settle(nanos);
                    growAgain(left);
                }
            }
            case SETTLED -> {
                boolean due = nanos - settledAt >= retryPause;
                if (due && wanted < most && takesLong(rate, left) && traffic < PLENTY_PER_SECOND) {
                    retryPause *= 2;
                    grownAgain = false;
                    grow(rate, left);
                }
            }
        }
    }

    private static boolean takesLong(double rate, long left) {
        return left / Math.max(1, rate) >= LONG_SECONDS;
    }

    private void grow(double rate, long left) {
        double seconds = left / Math.max(1, rate);
        int enough = (int) Math.min(most, Math.ceil(wanted * seconds / SHORT_SECONDS));
        if (enough > wanted) {
            rateBefore = rate;
            wanted = enough;
            stage = Stage.GROWN;
        }
    }

    /** Each connection brings its own share: the first measurement, too short, may have promised too much. */
    private void growAgain(long left) {
        if (!grownAgain) {
            grownAgain = true;
            grow(bestRate, left);
        }
    }

    /** Fewer are compared with the best, not with those before: many small losses are a large one. */
    private void shrink(long nanos) {
        if (wanted == 1) {
            settle(nanos);
            return;
        }
        before = wanted;
        wanted = Math.max(1, wanted / 2);
        stage = Stage.SHRUNK;
    }

    private void settle(long nanos) {
        stage = Stage.SETTLED;
        settledAt = nanos;
    }

    private void measureFrom(long nanos, long received, long traffic) {
        since = nanos;
        arrivedLast = nanos;
        longestGap = 0;
        receivedThen = received;
        trafficThen = traffic;
    }
}
