// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import java.util.Locale;
import org.apache.hc.core5.util.CharArrayBuffer;

/** The limits of one header, or of the trailers of a chunked body. A single line may use all the bytes. */
final class FieldBounds {
    /** The longest line that a connection must be able to read, in bytes. */
    static final int MAX_BYTES = 256 << 10;

    private static final int MAX_FIELDS = 1_000;
    private static final int LINE_END = 2;

    private final String kind;
    private int fields;
    private int bytes;

    private FieldBounds(String kind) {
        this.kind = kind;
    }

    static FieldBounds ofHeader() {
        return new FieldBounds("header");
    }

    static FieldBounds ofTrailers() {
        return new FieldBounds("trailer");
    }

    /**
     * Counts a line without a field. Rejects carriage returns, at which some parsers end a line, and NULs, at which
     * some end a text.
     */
    void count(CharArrayBuffer line) throws ResponseException {
        if (line.indexOf('\r') >= 0 || line.indexOf('\0') >= 0) {
            throw invalid("has a carriage return or a NUL within a line");
        }
        bytes += line.length() + LINE_END;
        if (bytes > MAX_BYTES) {
            throw tooLarge();
        }
    }

    /** Counts the line of a field, or its continuation, and checks its syntax. */
    void countField(CharArrayBuffer line) throws ResponseException {
        count(line);
        if (isBlank(line.charAt(0))) {
            if (fields == 0) {
                throw invalid("begins with a continuation line");
            }
            return;
        }
        fields++;
        if (fields > MAX_FIELDS) {
            throw ResponseException.invalid("the answer has more than " + String.format(Locale.ROOT, "%,d", MAX_FIELDS)
                    + " " + kind + " fields");
        }
        checkName(line);
    }

    ResponseException tooLarge() {
        return ResponseException.invalid(
                "the " + kind + " fields of the answer have more than " + (MAX_BYTES >> 10) + " KiB");
    }

    /**
     * Checks the name of a field. A blank before the colon, or another character that is not valid in a name, is
     * rejected only where parsers would disagree on the body (RFC 9112 §5.1).
     */
    private void checkName(CharArrayBuffer line) throws ResponseException {
        int colon = line.indexOf(':');
        if (colon <= 0) {
            throw invalid("has a line without a name and a colon");
        }
        if (Framing.isDisguised(line.substring(0, colon))) {
            throw invalid("has a blank, or another character that is not valid, in the name of a field that says where"
                    + " the body ends");
        }
    }

    private ResponseException invalid(String what) {
        return ResponseException.invalid("the " + kind + " of the answer " + what);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
