// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.crash;

/**
 * One round of kills.
 *
 * @param first the seed of the whole test
 * @param number counted from 1
 * @param seed its own seed
 */
record Round(long first, int number, long seed) {
    @Override
    public String toString() {
        return "-Ditest.seed=" + first + ", round " + number;
    }
}
