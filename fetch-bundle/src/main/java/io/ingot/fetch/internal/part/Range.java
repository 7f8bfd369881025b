// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.part;

/**
 * Bytes of an image that follow each other.
 *
 * @param from the first one
 * @param to behind the last one
 */
public record Range(long from, long to) {
    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if it would be empty or begin before the image
     */
    public Range {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("no bytes lie from " + from + " to " + to);
        }
    }

    /** The bytes in it. */
    public long length() {
        return to - from;
    }
}
