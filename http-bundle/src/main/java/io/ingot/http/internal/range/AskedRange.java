// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.range;

/**
 * The bytes that are wanted of an image.
 *
 * @param first from 0
 * @param limit how many at the most; {@link Long#MAX_VALUE} for all that follow
 */
record AskedRange(long first, long limit) {
    static final AskedRange WHOLE = new AskedRange(0, Long.MAX_VALUE);

    AskedRange {
        if (first < 0 || limit < 1) {
            throw new IllegalArgumentException("no range: " + limit + " bytes from " + first);
        }
    }

    /** Whether that is the whole image, for which no range is asked. */
    boolean isWhole() {
        return first == 0 && limit == Long.MAX_VALUE;
    }

    /** The last byte wanted, if there is an end to them. */
    long last() {
        return limit > Long.MAX_VALUE - first ? Long.MAX_VALUE : first + limit - 1;
    }

    /** The header {@code Range} (RFC 9110 §14.2). */
    String header() {
        return "bytes=" + first + "-" + (last() == Long.MAX_VALUE ? "" : last());
    }
}
