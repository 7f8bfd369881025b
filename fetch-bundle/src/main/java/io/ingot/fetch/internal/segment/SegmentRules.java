// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.segment;

/**
 * How many connections one image may be read over.
 *
 * @param most the limit, from 1; 1 keeps a single one
 */
public record SegmentRules(int most) {
    /** All bytes over one connection. */
    public static final SegmentRules ONE_CONNECTION = new SegmentRules(1);

    /** The limit where nobody sets one. */
    public static final int DEFAULT_MOST = 8;

    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public SegmentRules {
        if (most < 1) {
            throw new IllegalArgumentException("an image is read over one connection at least, not " + most);
        }
    }
}
