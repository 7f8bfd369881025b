// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.segment;

/**
 * The limit of connections for one image.
 *
 * @param maxConnections at least 1
 */
public record SegmentRules(int maxConnections) {
    /** A limit of one connection. */
    public static final SegmentRules ONE_CONNECTION = new SegmentRules(1);

    /** The default limit. */
    public static final int DEFAULT_MAX_CONNECTIONS = 8;

    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public SegmentRules {
        if (maxConnections < 1) {
            throw new IllegalArgumentException("the number of connections must be at least 1, was " + maxConnections);
        }
    }
}
