// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.range;

/**
 * A range of bytes to request.
 *
 * @param first the first byte, from 0
 * @param limit the most bytes; {@link Long#MAX_VALUE} for all that follow
 * @param anyVersion whether the bytes may be of another version than the one shown
 */
record RequestedRange(long first, long limit, boolean anyVersion) {
    RequestedRange {
        if (first < 0 || limit < 1) {
            throw new IllegalArgumentException("not a range: " + limit + " bytes from " + first);
        }
    }

    /** Returns a range of the version that was shown. */
    static RequestedRange ofShownVersion(long first, long limit) {
        return new RequestedRange(first, limit, false);
    }

    /** Returns a range of any version. */
    static RequestedRange ofAnyVersion(long first, long limit) {
        return new RequestedRange(first, limit, true);
    }

    /** Returns the range of the whole image. */
    RequestedRange whole() {
        return new RequestedRange(0, Long.MAX_VALUE, anyVersion);
    }

    /** Returns whether this is the whole image, which is requested without a range. */
    boolean isWhole() {
        return first == 0 && limit == Long.MAX_VALUE;
    }

    /** Returns the last byte; {@link Long#MAX_VALUE} if the range is open-ended. */
    long last() {
        return limit > Long.MAX_VALUE - first ? Long.MAX_VALUE : first + limit - 1;
    }

    /** Returns the value of the header {@code Range} (RFC 9110 §14.2). */
    String header() {
        return "bytes=" + first + "-" + (last() == Long.MAX_VALUE ? "" : last());
    }
}
