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

    private static final class Worker {
        private final Segment segment;
        private long reached;

        private Worker(Segment segment) {
            this.segment = segment;
            this.reached = segment.from();
        }
    }

    /** Workers start, read, fail and end in any order: each byte is fetched exactly once. */
    @Property(tries = 300)
    void everyByteIsFetchedOnce(@ForAll("steps") List<Integer> steps) {
        SegmentQueue queue = new SegmentQueue(List.of(new Range(0, SIZE)));
        Ranges fetched = new Ranges();
        List<Worker> workers = new ArrayList<>();
        for (int step : steps) {
            if (step % 4 == 0 || workers.isEmpty()) {
                queue.take((step % 7 + 1) * UNIT).ifPresent(taken -> workers.add(new Worker(taken)));
            } else {
                Worker worker = workers.get(step % workers.size());
                read(queue, worker, fetched, 1 + step * 997 % (3 * Units.BYTES), step % 5 == 1);
                if (step % 5 == 1) {
                    queue.giveBack(worker.segment, worker.reached);
                    workers.remove(worker);
                }
            }
        }
        workers.forEach(worker -> queue.giveBack(worker.segment, worker.reached));
        for (Optional<Segment> rest = queue.take(Long.MAX_VALUE); rest.isPresent(); rest = queue.take(Long.MAX_VALUE)) {
            Worker last = new Worker(rest.get());
            while (read(queue, last, fetched, 5 * Units.BYTES, false)) {}
            queue.giveBack(last.segment, last.reached);
        }
        assertThat(queue.isDone()).isTrue();
        assertThat(fetched.all()).containsExactly(new Range(0, SIZE));
    }

    /** Reads the claimed bytes, or fewer if the worker fails. */
    private static boolean read(SegmentQueue queue, Worker worker, Ranges fetched, int maxBytes, boolean breaks) {
        int count = queue.claim(worker.segment, maxBytes);
        int read = breaks ? count / 2 : count;
        if (read > 0) {
            long before = fetched.total();
            fetched.add(worker.reached, worker.reached + read);
            assertThat(fetched.total()).isEqualTo(before + read);
            worker.reached += read;
        }
        return count > 0;
    }

    @Provide
    Arbitrary<List<Integer>> steps() {
        return Arbitraries.integers().between(0, 10_000).list().ofMaxSize(80);
    }

    @Test
    void secondWorkerGetsTheBytesAfterThoseOfTheFirst() {
        SegmentQueue queue = new SegmentQueue(List.of(new Range(0, SIZE)));
        Segment first = queue.take(Long.MAX_VALUE).orElseThrow();
        queue.claim(first, 1000);
        Segment second = queue.take(4 * UNIT).orElseThrow();
        assertThat(second.from()).isEqualTo(5 * UNIT);
        assertThat(queue.end(first)).isEqualTo(5 * UNIT);
        assertThat(queue.end(second)).isEqualTo(9 * UNIT);
    }

    @Test
    void largestSegmentIsHalvedNearTheEnd() {
        SegmentQueue queue = new SegmentQueue(List.of(new Range(0, 8 * UNIT)));
        Segment first = queue.take(Long.MAX_VALUE).orElseThrow();
        Segment second = queue.take(100 * UNIT).orElseThrow();
        assertThat(queue.end(first)).isEqualTo(4 * UNIT);
        assertThat(second.from()).isEqualTo(4 * UNIT);
    }

    @Test
    void lessThanTwoUnitsAreNotSplit() {
        SegmentQueue queue = new SegmentQueue(List.of(new Range(0, 2 * UNIT - 1)));
        assertThat(queue.take(Long.MAX_VALUE)).isPresent();
        assertThat(queue.take(UNIT)).isEmpty();
    }

    @Test
    void imageOfUnknownSizeIsNotSplit() {
        SegmentQueue queue = new SegmentQueue(List.of(new Range(0, Long.MAX_VALUE)));
        assertThat(queue.take(Long.MAX_VALUE)).isPresent();
        assertThat(queue.take(UNIT)).isEmpty();
    }
}
