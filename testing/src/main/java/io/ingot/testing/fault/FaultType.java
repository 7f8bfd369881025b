// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.fault;

/** What a server does wrong with one answer. */
public enum FaultType {
    NONE,

    /** Ends the connection, at any byte of header or body. */
    CUT,
    RESET,
    /** Sends nothing any more, at any byte, until the client goes. */
    STALL,
    ENDLESS,
    /** Bytes behind the answer, on a connection that stays open. */
    LEFTOVERS,
    /** A whole answer with another image behind the answer. */
    SECOND_ANSWER,

    IGNORES_RANGE,
    /** Another range than was asked for, truly labelled. */
    OTHER_RANGE,
    /** Fewer bytes of the range, truly labelled. */
    SHORT_RANGE,
    INVALID_RANGE,
    WRONG_TOTAL,
    /** A part to whoever wants the whole. */
    UNREQUESTED_PART,
    MULTIPART,
    /** Says that the image ends where the range begins. */
    UNSATISFIABLE,

    LONG_LENGTH,
    SHORT_LENGTH,
    GARBLED_LENGTH,

    /** As many bytes, one of them wrong. */
    WRONG_BYTE,
    /** The bytes beside those that were asked for, labelled as those. */
    SHIFTED,
    /** Another image from now on, which has validators of its own. */
    CHANGES,
    /** Another image from now on, with the validators of the one before. */
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

    /** A coding that nobody asked for. */
    GZIP,
    /** The image's own bytes, said to be coded. */
    FALSE_GZIP,
    /** A page in the image's place, as a portal that wants a log-in sends it. */
    PAGE
}
