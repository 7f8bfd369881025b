// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

/**
 * A position in a checksum file.
 *
 * @param line from 1
 * @param column from 1 if a line may have several entries, else 0
 */
record SourceLine(int line, int column) {
    static SourceLine line(int number) {
        return new SourceLine(number, 0);
    }

    /** Names two positions: {@code lines 1 and 3}. */
    static String both(SourceLine one, SourceLine other) {
        return one.column == 0 && other.column == 0
                ? "lines " + one.line + " and " + other.line
                : one + " and " + other;
    }

    @Override
    public String toString() {
        return "line " + line + (column == 0 ? "" : ", column " + column);
    }
}
