// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.crash;

/**
 * A round of kills.
 *
 * @param first the seed of the test
 * @param number the number of the round, starting with 1
 * @param seed the seed of the round
 */
record Round(long first, int number, long seed) {
    @Override
    public String toString() {
        return "-Ditest.seed=" + first + ", round " + number;
    }
}
