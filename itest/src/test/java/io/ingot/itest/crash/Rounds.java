// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.crash;

import java.util.Random;

/** Derives rounds from a seed. The plan of a round depends on its own seed only, not on earlier rounds. */
final class Rounds {
    private final long seed;
    private final Random random;
    private int count;

    Rounds(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** Returns the next round; the first one has the seed itself. */
    Round next() {
        count++;
        return new Round(seed, count, count == 1 ? seed : random.nextLong());
    }

    /** The number of rounds so far. */
    int count() {
        return count;
    }
}
