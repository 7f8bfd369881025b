// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.fault;

/** The kinds of faults of a {@link FaultyOrigin}, one for each response. */
public enum FaultType {
    NONE,

    /** Closes the connection, at any byte of header or body. */
    CUT,
    RESET,
    /** Stops sending, at any byte, until the client disconnects. */
    STALL,
    ENDLESS,
    /** Bytes after the response, on a connection that stays open. */
    LEFTOVERS,
    /** A second response with another image after the response. */
    SECOND_ANSWER,

    IGNORES_RANGE,
    /** Another range than requested, correctly labelled. */
    OTHER_RANGE,
    /** Fewer bytes of the range, correctly labelled. */
    SHORT_RANGE,
    INVALID_RANGE,
    WRONG_TOTAL,
    /** A partial response to a request without a range. */
    UNREQUESTED_PART,
    MULTIPART,
    /** 416, as if the image ended where the range begins. */
    UNSATISFIABLE,

    LONG_LENGTH,
    SHORT_LENGTH,
    GARBLED_LENGTH,

    /** The right number of bytes, one of them wrong. */
    WRONG_BYTE,
    /** Bytes at an offset from the requested ones, labelled as requested. */
    SHIFTED,
    /** Another image from now on, with its own validators. */
    CHANGES,
    /** Another image from now on, with the validators of the previous one. */
    CHANGES_SILENTLY,
    OTHER_VALIDATOR,

    REDIRECTS_IN_A_CIRCLE,
    REDIRECTS,
    BUSY,
    FORBIDDEN,
    MISSING,
    NOT_MODIFIED,
    ODD_STATUS,
    GARBAGE,
    HEADER_FLOOD,
    INTERIM_FLOOD,

    /** A content coding that was not requested. */
    GZIP,
    /** The image's uncoded bytes, labelled as gzip. */
    FALSE_GZIP,
    /** A web page instead of the image, as a captive portal sends it. */
    PAGE
}
