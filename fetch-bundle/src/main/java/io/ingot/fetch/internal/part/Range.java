// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.part;

/**
 * A non-empty range of contiguous bytes of an image.
 *
 * @param from the offset of the first byte
 * @param to the offset after the last byte
 */
public record Range(long from, long to) {
    /**
     * Checks the offsets.
     *
     * @throws IllegalArgumentException if the range is empty, or an offset is negative
     */
    public Range {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("invalid range from " + from + " to " + to);
        }
    }

    /** Returns the number of bytes. */
    public long length() {
        return to - from;
    }
}
