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
class PaceTest {
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
        Pace pace = new Pace(new SegmentRules(8));
        for (long tick = 0; tick < 500; tick++) {
            long mine = tick * MIB / 10;
            assertThat(pace.wanted(tick * TICK_NANOS, mine, tick * 20 * MIB, 512 * MIB, 1))
                    .isEqualTo(1);
        }
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
        Pace pace = new Pace(new SegmentRules(most));
        List<Integer> wanted = new ArrayList<>();
        double received = 0;
        int open = 1;
        for (long tick = 0; tick < 3_000 && received < size; tick++) {
            long bytes = (long) received;
            open = pace.wanted(tick * TICK_NANOS, bytes, bytes, size - bytes, open);
            wanted.add(open);
            assertThat(pace.stretchBytes()).isBetween(8 * MIB, 128 * MIB);
            received += bytesPerSecond.applyAsDouble(open) * TICK_NANOS / 1e9;
        }
        return wanted;
    }
}
