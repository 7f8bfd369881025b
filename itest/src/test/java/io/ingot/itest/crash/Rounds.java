// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.crash;

import java.util.Random;

/** The rounds that follow from a seed. The plan of a round depends on its own seed only, never on the rounds before. */
final class Rounds {
    private final long seed;
    private final Random later;
    private int played;

    Rounds(long seed) {
        this.seed = seed;
        this.later = new Random(seed);
    }

    /** The next round; the first one has the seed itself. */
    Round next() {
        played++;
        return new Round(seed, played, played == 1 ? seed : later.nextLong());
    }

    /** How many rounds were taken. */
    int played() {
        return played;
    }
}
