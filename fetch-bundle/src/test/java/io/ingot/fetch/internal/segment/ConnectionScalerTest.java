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

/** Simulates an origin by its rate for a number of connections. */
class ConnectionScalerTest {
    private static final long MIB = 1024 * 1024;
    private static final long TICK_NANOS = 20_000_000;

    @Test
    void limitPerConnectionIsMetWithAllConnections() {
        List<Integer> connections = simulate(8, 512 * MIB, open -> 10.0 * MIB * open);
        assertThat(connections).endsWith(8);
        assertThat(connections.indexOf(8) * TICK_NANOS).isLessThanOrEqualTo(300_000_000);
    }

    @Test
    void networkSaturatedByOneConnectionIsReadOverOne() {
        List<Integer> connections = simulate(8, 4096 * MIB, open -> 100.0 * MIB);
        assertThat(connections).endsWith(1);
    }

    @Test
    void networkSaturatedByTwoConnectionsIsReadOverTwo() {
        List<Integer> connections = simulate(8, 4096 * MIB, open -> 40.0 * MIB * Math.min(open, 2));
        assertThat(connections).endsWith(2);
    }

    @Test
    void fastFirstMomentsDoNotDecide() {
        long[] seconds = new long[1];
        List<Integer> connections = simulate(8, 512 * MIB, open -> seconds[0]++ < 8 ? 90.0 * MIB : 10.0 * MIB * open);
        assertThat(connections).endsWith(8);
    }

    @Test
    void shortTransferIsReadOverOneConnection() {
        assertThat(simulate(8, 2048 * MIB, open -> 1000.0 * MIB)).containsOnly(1);
        assertThat(simulate(8, 50 * MIB, open -> 60.0 * MIB)).containsOnly(1);
    }

    @Test
    void noConnectionIsAddedIfOtherTransfersFillTheMachine() {
        ConnectionScaler scaler = new ConnectionScaler(new SegmentRules(8));
        for (long tick = 0; tick < 500; tick++) {
            long mine = tick * MIB / 10;
            assertThat(scaler.connections(tick * TICK_NANOS, mine, tick * 20 * MIB, 512 * MIB, 1))
                    .isEqualTo(1);
        }
    }

    @Test
    void limitOf2MiBPerConnectionIsMetWithAllConnections() {
        Line line = new Line(2 * MIB, 0, 250, 0, 0);
        assertThat(line.seconds(8, 512 * MIB)).isBetween(32.0, 37.0);
    }

    @Test
    void burstOfANewConnectionIsNotTakenForItsRate() {
        for (long burst : List.of(MIB, 4 * MIB, 16 * MIB, 32 * MIB)) {
            Line line = new Line(2 * MIB, burst, 250, 0, 0);
            assertThat(line.seconds(8, 512 * MIB)).as("burst of %d", burst).isLessThan(45);
        }
    }

    /** A pause of the origin, or of a busy machine, falsifies any single measurement. */
    @Property(tries = 300)
    void singlePauseDoesNotLeaveTooFewConnections(
            @ForAll @IntRange(min = 0, max = 10_000) int pauseAt,
            @ForAll @IntRange(min = 0, max = 2_000) int pauseMillis,
            @ForAll @IntRange(min = 0, max = 1_000) int burstIntervalMillis,
            @ForAll @IntRange(min = 0, max = 16) int burstMib) {
        Line line = new Line(2 * MIB, burstMib * MIB, burstIntervalMillis, pauseAt, pauseMillis);
        assertThat(line.seconds(8, 512 * MIB)).isLessThan(32 * 1.5);
    }

    @Test
    void transferThatEndsSoonIsNotMeasuredAgain() {
        List<Integer> connections = simulate(8, 1500 * MIB, open -> 100.0 * MIB);
        assertThat(connections.subList(600, connections.size())).containsOnly(1);
    }

    @Property(tries = 200)
    void connectionsStayWithinTheLimits(
            @ForAll @IntRange(min = 1, max = 64) int maxConnections,
            @ForAll @IntRange(min = 0, max = 400) int perConnection,
            @ForAll @IntRange(min = 1, max = 400) int line) {
        List<Integer> connections = simulate(
                maxConnections, 1024 * MIB, open -> Math.min((double) line, (double) perConnection * open) * MIB);
        assertThat(connections).allSatisfy(count -> assertThat(count).isBetween(1, maxConnections));
    }

    /** Returns the number of connections, tick by tick, for at most a minute. */
    private static List<Integer> simulate(int maxConnections, long size, IntToDoubleFunction bytesPerSecond) {
        ConnectionScaler scaler = new ConnectionScaler(new SegmentRules(maxConnections));
        List<Integer> connections = new ArrayList<>();
        double received = 0;
        int open = 1;
        for (long tick = 0; tick < 3_000 && received < size; tick++) {
            long bytes = (long) received;
            open = scaler.connections(tick * TICK_NANOS, bytes, bytes, size - bytes, open);
            connections.add(open);
            assertThat(scaler.segmentBytes()).isBetween(8 * MIB, 128 * MIB);
            received += bytesPerSecond.applyAsDouble(open) * TICK_NANOS / 1e9;
        }
        return connections;
    }

    /**
     * An origin that limits each connection, after a burst, sends in intervals, and pauses once.
     *
     * @param perConnection bytes per second
     * @param burst bytes that each new connection delivers immediately
     * @param burstIntervalMillis interval in which bytes are sent; 0 for steadily
     * @param pauseAt when the pause begins, in milliseconds
     * @param pauseMillis duration of the pause
     */
    private record Line(long perConnection, long burst, int burstIntervalMillis, int pauseAt, int pauseMillis) {
        private static final int CONNECTING_TICKS = 3;

        /** Returns the duration of a transfer. */
        double seconds(int maxConnections, long size) {
            ConnectionScaler scaler = new ConnectionScaler(new SegmentRules(maxConnections));
            List<Long> opened = new ArrayList<>(List.of(0L));
            long received = 0;
            for (long tick = 0; tick < 20_000; tick++) {
                if (received >= size) {
                    return tick * TICK_NANOS / 1e9;
                }
                int connections =
                        scaler.connections(tick * TICK_NANOS, received, received, size - received, opened.size());
                while (opened.size() > connections) {
                    opened.remove(opened.size() - 1);
                }
                while (opened.size() < connections) {
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
            long sentMillis = burstIntervalMillis == 0 ? millis : millis / burstIntervalMillis * burstIntervalMillis;
            return burst + sentMillis * perConnection / 1_000;
        }

        private long paused(long tick, long since) {
            long millis = tick * TICK_NANOS / 1_000_000;
            boolean pause = millis >= pauseAt && millis < (long) pauseAt + pauseMillis;
            return pause ? sent(tick + 1 - since) - sent(tick - since) : 0;
        }
    }
}
