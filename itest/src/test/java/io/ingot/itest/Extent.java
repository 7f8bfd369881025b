// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest;

/** The number of rounds of a test that repeats itself: few in the plain build, many where the build has the time. */
public final class Extent {
    private Extent() {}

    /**
     * Picks the number for the build's profiles.
     *
     * @param plain for {@code ./mvnw verify}
     * @param full for {@code -Pfull}
     * @param soak for {@code -Psoak}
     */
    public static int of(int plain, int full, int soak) {
        if (Boolean.getBoolean("ingot.soak")) {
            return soak;
        }
        return Boolean.getBoolean("ingot.full") ? full : plain;
    }
}
