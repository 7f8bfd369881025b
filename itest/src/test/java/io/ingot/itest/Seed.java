// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest;

/** The seed of a randomized test. */
public final class Seed {
    private static final long DEFAULT = 1;

    private Seed() {}

    /**
     * Reads the seed from a system property; defaults to the seed of the build, which is a constant except in soak
     * tests.
     */
    public static long of(String property) {
        return Long.getLong(property, Long.getLong("ingot.seed", DEFAULT));
    }
}
