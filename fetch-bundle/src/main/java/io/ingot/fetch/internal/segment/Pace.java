// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.segment;

import io.ingot.fetch.internal.part.Units;
import java.time.Duration;

/**
 * How many connections an image is worth, by what is measured. It begins with one. If that would take long, it takes as many
 * as would make it short, and looks whether that was faster: if not, it goes down again, by halves, as long as fewer are as
 * fast. Used by one thread; knows no clock but the one it is told.
 */
public final class Pace {
    private static final long WINDOW_NANOS = Duration.ofMillis(100).toNanos();
    private static final long REVIEW_NANOS = Duration.ofSeconds(1).toNanos();
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
    private double rateOfOne;
    private long since;
    private long receivedThen;
    private long trafficThen;
    private boolean measuring;
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
        /** It stays so. */
        SETTLED
    }

    /** One connection so far. */
    public Pace(SegmentRules rules) {
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
        if (!measuring || running < wanted) {
            measureFrom(nanos, received, traffic);
            return wanted;
        }
        long passed = nanos - since;
        if (passed < (stage == Stage.STARTING || stage == Stage.ALONE ? WINDOW_NANOS : REVIEW_NANOS)) {
            return wanted;
        }
        double seconds = passed / NANOS_PER_SECOND;
        double rate = (received - receivedThen) / seconds;
        double plenty = (traffic - trafficThen) / seconds;
        judge(rate, plenty, left);
        rateOfOne = rate / Math.max(1, running);
        measureFrom(nanos, received, traffic);
        return wanted;
    }

    /** How many bytes a worker should take at a time: enough for its request not to matter, and not to be far ahead. */
    public long stretchBytes() {
        return Math.round(Math.max(LEAST_STRETCH, Math.min(LARGEST_STRETCH, rateOfOne * STRETCH_SECONDS)));
    }

    private void judge(double rate, double traffic, long left) {
        switch (stage) {
            case STARTING -> stage = Stage.ALONE;
            case ALONE -> {
                if (traffic < PLENTY_PER_SECOND) {
                    grow(rate, left);
                }
            }
            case GROWN -> {
                if (rate >= rateBefore * CLEAR_GAIN && left / rate < LONG_SECONDS) {
                    stage = Stage.SETTLED;
                } else {
                    shrink(rate);
                }
            }
            case SHRUNK -> {
                if (rate * CLEAR_GAIN >= rateBefore) {
                    shrink(rate);
                } else {
                    wanted = before;
                    stage = Stage.SETTLED;
                    growAgain(left);
                }
            }
            case SETTLED -> {}
        }
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
            grow(rateBefore, left);
        }
    }

    private void shrink(double rate) {
        if (wanted == 1) {
            stage = Stage.SETTLED;
            return;
        }
        before = wanted;
        rateBefore = rate;
        wanted = Math.max(1, wanted / 2);
        stage = Stage.SHRUNK;
    }

    private void measureFrom(long nanos, long received, long traffic) {
        measuring = true;
        since = nanos;
        receivedThen = received;
        trafficThen = traffic;
    }
}
