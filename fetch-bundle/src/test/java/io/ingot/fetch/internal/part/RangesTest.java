// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Compares a set of ranges with a bit set. */
class RangesTest {
    private static final int SIZE = 64;

    private record Change(boolean adds, int from, int length) {}

    @Property
    void behavesLikeABitSet(@ForAll("changes") List<Change> changes) {
        Ranges ranges = new Ranges();
        BitSet model = new BitSet();
        for (Change change : changes) {
            int to = Math.min(SIZE, change.from() + change.length());
            if (change.adds()) {
                ranges.add(change.from(), to);
                model.set(change.from(), to);
            } else {
                ranges.remove(change.from(), to);
                model.clear(change.from(), to);
            }
        }
        assertThat(ranges.total()).isEqualTo(model.cardinality());
        assertThat(ranges.isEmpty()).isEqualTo(model.isEmpty());
        for (int position = 0; position < SIZE; position++) {
            assertThat(ranges.contiguousEnd(position)).isEqualTo(model.nextClearBit(position));
        }
        BitSet missing = new BitSet();
        ranges.missing(SIZE).forEach(range -> missing.set((int) range.from(), (int) range.to()));
        model.flip(0, SIZE);
        assertThat(missing).isEqualTo(model);
    }

    @Example
    void anEmptyImageHasNoMissingRange() {
        assertThat(new Ranges().missing(0)).isEmpty();
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        return Combinators.combine(
                        Arbitraries.of(true, true, false),
                        Arbitraries.integers().between(0, SIZE - 1),
                        Arbitraries.integers().between(1, 20))
                .as(Change::new)
                .list()
                .ofMaxSize(30);
    }
}
