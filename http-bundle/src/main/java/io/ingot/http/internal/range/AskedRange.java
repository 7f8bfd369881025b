// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.range;

/**
 * The bytes that are wanted of an image.
 *
 * @param first from 0
 * @param limit how many at the most; {@link Long#MAX_VALUE} for all that follow
 * @param anyVersion whether they may be of another version than the one shown
 */
record AskedRange(long first, long limit, boolean anyVersion) {
    AskedRange {
        if (first < 0 || limit < 1) {
            throw new IllegalArgumentException("not a range: " + limit + " bytes from " + first);
        }
    }

    /** A range of the version that was shown. */
    static AskedRange ofShownVersion(long first, long limit) {
        return new AskedRange(first, limit, false);
    }

    /** A range of whatever version the answer is of. */
    static AskedRange ofAnyVersion(long first, long limit) {
        return new AskedRange(first, limit, true);
    }

    /** The whole image, of the same version. */
    AskedRange whole() {
        return new AskedRange(0, Long.MAX_VALUE, anyVersion);
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
