// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The clock and the origin are numbers: an origin brings so many bytes in a second over so many connections. */
class ConnectionScalerTest {
    private static final long MIB = 1024 * 1024;
    private static final long TICK_NANOS = 20_000_000;

    @Test
    void limitPerConnectionIsMetWithAllConnections() {
        List<Integer> wanted = simulate(8, 512 * MIB, open -> 10.0 * MIB * open);
        assertThat(wanted).endsWith(8);
        assertThat(wanted.indexOf(8) * TICK_NANOS).isLessThanOrEqualTo(300_000_000);
    }

    @Test
    void lineThatIsFullWithOneConnectionIsReadOverOne() {
        List<Integer> wanted = simulate(8, 4096 * MIB, open -> 100.0 * MIB);
        assertThat(wanted).endsWith(1);
    }

    @Test
    void lineThatIsFullWithTwoIsReadOverTwo() {
        List<Integer> wanted = simulate(8, 4096 * MIB, open -> 40.0 * MIB * Math.min(open, 2));
        assertThat(wanted).endsWith(2);
    }

    @Test
    void firstMomentsThatAreFastDoNotDeceive() {
        long[] seconds = new long[1];
        List<Integer> wanted = simulate(8, 512 * MIB, open -> seconds[0]++ < 8 ? 90.0 * MIB : 10.0 * MIB * open);
        assertThat(wanted).endsWith(8);
    }

    @Test
    void whatIsThereInAMomentIsReadOverOne() {
        assertThat(simulate(8, 2048 * MIB, open -> 1000.0 * MIB)).containsOnly(1);
        assertThat(simulate(8, 50 * MIB, open -> 60.0 * MIB)).containsOnly(1);
    }

    @Test
    void whereOtherTransfersFillTheMachineNobodyAddsConnections() {
        ConnectionScaler pace = new ConnectionScaler(new SegmentRules(8));
        for (long tick = 0; tick < 500; tick++) {
            long mine = tick * MIB / 10;
            assertThat(pace.connections(tick * TICK_NANOS, mine, tick * 20 * MIB, 512 * MIB, 1))
                    .isEqualTo(1);
        }
    }

    @Test
    void limitOf2MiBForEachConnectionIsMetWithAllOfThem() {
        Line line = new Line(2 * MIB, 0, 250, 0, 0);
        assertThat(line.seconds(8, 512 * MIB)).isBetween(32.0, 37.0);
    }

    @Test
    void burstOfEachNewConnectionDoesNotPassForItsRate() {
        for (long burst : List.of(MIB, 4 * MIB, 16 * MIB, 32 * MIB)) {
            Line line = new Line(2 * MIB, burst, 250, 0, 0);
            assertThat(line.seconds(8, 512 * MIB)).as("burst of %d", burst).isLessThan(45);
        }
    }

    /** A second of silence, or of a busy machine, makes any one comparison false. */
    @Property(tries = 300)
    void noSinglePauseLeavesATransferWithTooFewConnections(
            @ForAll @IntRange(min = 0, max = 10_000) int pauseAt,
            @ForAll @IntRange(min = 0, max = 2_000) int pauseMillis,
            @ForAll @IntRange(min = 0, max = 1_000) int lumpMillis,
            @ForAll @IntRange(min = 0, max = 16) int burstMib) {
        Line line = new Line(2 * MIB, burstMib * MIB, lumpMillis, pauseAt, pauseMillis);
        assertThat(line.seconds(8, 512 * MIB)).isLessThan(32 * 1.5);
    }

    @Test
    void whatEndsSoonIsNotTriedAgain() {
        List<Integer> wanted = simulate(8, 1500 * MIB, open -> 100.0 * MIB);
        assertThat(wanted.subList(600, wanted.size())).containsOnly(1);
    }

    @Property(tries = 200)
    void neverLeavesItsLimits(
            @ForAll @IntRange(min = 1, max = 64) int most,
            @ForAll @IntRange(min = 0, max = 400) int perConnection,
            @ForAll @IntRange(min = 1, max = 400) int line) {
        List<Integer> wanted =
                simulate(most, 1024 * MIB, open -> Math.min((double) line, (double) perConnection * open) * MIB);
        assertThat(wanted).allSatisfy(count -> assertThat(count).isBetween(1, most));
    }

    /** What was wanted, tick by tick, for a minute at the most. */
    private static List<Integer> simulate(int most, long size, IntToDoubleFunction bytesPerSecond) {
        ConnectionScaler pace = new ConnectionScaler(new SegmentRules(most));
        List<Integer> wanted = new ArrayList<>();
        double received = 0;
        int open = 1;
        for (long tick = 0; tick < 3_000 && received < size; tick++) {
            long bytes = (long) received;
            open = pace.connections(tick * TICK_NANOS, bytes, bytes, size - bytes, open);
            wanted.add(open);
            assertThat(pace.segmentBytes()).isBetween(8 * MIB, 128 * MIB);
            received += bytesPerSecond.applyAsDouble(open) * TICK_NANOS / 1e9;
        }
        return wanted;
    }

    /**
     * An origin that limits each connection, after a burst, and sends in lumps; for some time it sends nothing.
     *
     * @param perConnection bytes in a second
     * @param burst bytes that each connection brings at once
     * @param lumpMillis how often bytes come; 0 for steadily
     * @param pauseAt when nothing comes, in milliseconds
     */
    private record Line(long perConnection, long burst, int lumpMillis, int pauseAt, int pauseMillis) {
        private static final int CONNECTING_TICKS = 3;

        /** How long an image takes. */
        double seconds(int most, long size) {
            ConnectionScaler pace = new ConnectionScaler(new SegmentRules(most));
            List<Long> opened = new ArrayList<>(List.of(0L));
            long received = 0;
            for (long tick = 0; tick < 20_000; tick++) {
                if (received >= size) {
                    return tick * TICK_NANOS / 1e9;
                }
                int wanted = pace.connections(tick * TICK_NANOS, received, received, size - received, opened.size());
                while (opened.size() > wanted) {
                    opened.remove(opened.size() - 1);
                }
                while (opened.size() < wanted) {
                    opened.add(tick + CONNECTING_TICKS);
                }
                for (long since : opened) {
                    received += sent(tick + 1 - since) - sent(tick - since) - paused(tick, since);
                }
            }
            return Double.MAX_VALUE;
        }

        private long sent(long ticks) {
            if (ticks <= 0) {
                return 0;
            }
            long millis = ticks * TICK_NANOS / 1_000_000;
            long lumps = lumpMillis == 0 ? millis : millis / lumpMillis * lumpMillis;
            return burst + lumps * perConnection / 1_000;
        }

        private long paused(long tick, long since) {
            long millis = tick * TICK_NANOS / 1_000_000;
            boolean pause = millis >= pauseAt && millis < (long) pauseAt + pauseMillis;
            return pause ? sent(tick + 1 - since) - sent(tick - since) : 0;
        }
    }
}
