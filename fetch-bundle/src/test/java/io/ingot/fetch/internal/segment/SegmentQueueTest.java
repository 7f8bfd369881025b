// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.fetch.internal.part.Range;
import io.ingot.fetch.internal.part.Ranges;
import io.ingot.fetch.internal.part.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SegmentQueueTest {
    private static final long UNIT = Units.BYTES;
    private static final long SIZE = 20 * UNIT + 17;

    private static final class Running {
        private final Segment stretch;
        private long reached;

        private Running(Segment stretch) {
            this.stretch = stretch;
            this.reached = stretch.from();
        }
    }

    /** Workers come, read, break and leave in any order: no byte is fetched twice, none is forgotten. */
    @Property(tries = 300)
    void everyByteIsFetchedOnce(@ForAll("steps") List<Integer> steps) {
        SegmentQueue stretches = new SegmentQueue(List.of(new Range(0, SIZE)));
        Ranges fetched = new Ranges();
        List<Running> running = new ArrayList<>();
        for (int step : steps) {
            if (step % 4 == 0 || running.isEmpty()) {
                stretches.take((step % 7 + 1) * UNIT).ifPresent(taken -> running.add(new Running(taken)));
            } else {
                Running one = running.get(step % running.size());
                read(stretches, one, fetched, 1 + step * 997 % (3 * Units.BYTES), step % 5 == 1);
                if (step % 5 == 1) {
                    stretches.giveBack(one.stretch, one.reached);
                    running.remove(one);
                }
            }
        }
        running.forEach(one -> stretches.giveBack(one.stretch, one.reached));
        for (Optional<Segment> rest = stretches.take(Long.MAX_VALUE);
                rest.isPresent();
                rest = stretches.take(Long.MAX_VALUE)) {
            Running last = new Running(rest.get());
            while (read(stretches, last, fetched, 5 * Units.BYTES, false)) {}
            stretches.giveBack(last.stretch, last.reached);
        }
        assertThat(stretches.isDone()).isTrue();
        assertThat(fetched.all()).containsExactly(new Range(0, SIZE));
    }

    /** Reads what it may, or, if it breaks, less than that. */
    private static boolean read(SegmentQueue stretches, Running one, Ranges fetched, int most, boolean breaks) {
        int count = stretches.claim(one.stretch, most);
        int came = breaks ? count / 2 : count;
        if (came > 0) {
            long before = fetched.total();
            fetched.add(one.reached, one.reached + came);
            assertThat(fetched.total()).isEqualTo(before + came);
            one.reached += came;
        }
        return count > 0;
    }

    @Provide
    Arbitrary<List<Integer>> steps() {
        return Arbitraries.integers().between(0, 10_000).list().ofMaxSize(80);
    }

    @Test
    void furtherWorkerTakesWhatLiesBehindTheFirst() {
        SegmentQueue stretches = new SegmentQueue(List.of(new Range(0, SIZE)));
        Segment first = stretches.take(Long.MAX_VALUE).orElseThrow();
        stretches.claim(first, 1000);
        Segment second = stretches.take(4 * UNIT).orElseThrow();
        assertThat(second.from()).isEqualTo(5 * UNIT);
        assertThat(stretches.end(first)).isEqualTo(5 * UNIT);
        assertThat(stretches.end(second)).isEqualTo(9 * UNIT);
    }

    @Test
    void nearTheEndTheLargestRestIsHalved() {
        SegmentQueue stretches = new SegmentQueue(List.of(new Range(0, 8 * UNIT)));
        Segment first = stretches.take(Long.MAX_VALUE).orElseThrow();
        Segment second = stretches.take(100 * UNIT).orElseThrow();
        assertThat(stretches.end(first)).isEqualTo(4 * UNIT);
        assertThat(second.from()).isEqualTo(4 * UNIT);
    }

    @Test
    void restOfLessThanTwoUnitsStaysWithItsWorker() {
        SegmentQueue stretches = new SegmentQueue(List.of(new Range(0, 2 * UNIT - 1)));
        assertThat(stretches.take(Long.MAX_VALUE)).isPresent();
        assertThat(stretches.take(UNIT)).isEmpty();
    }

    @Test
    void imageOfUnknownSizeIsNotDivided() {
        SegmentQueue stretches = new SegmentQueue(List.of(new Range(0, Long.MAX_VALUE)));
        assertThat(stretches.take(Long.MAX_VALUE)).isPresent();
        assertThat(stretches.take(UNIT)).isEmpty();
    }
}
