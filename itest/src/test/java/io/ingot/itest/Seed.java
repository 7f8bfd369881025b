// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest;

/** The seed of a randomized test. */
public final class Seed {
    private static final long CONSTANT = 1;

    private Seed() {}

    /** The seed that a system property names; by default the build's, which is a constant unless it soaks. */
    public static long of(String property) {
        return Long.getLong(property, Long.getLong("ingot.seed", CONSTANT));
    }
}
