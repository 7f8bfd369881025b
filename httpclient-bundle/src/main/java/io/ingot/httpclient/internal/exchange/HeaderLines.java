// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;

/** Checks the lines of one header: a status line, fields, a blank line. */
final class HeaderLines extends GuardedLines {
    private static final Pattern STATUS_LINE =
            Pattern.compile("HTTP/1\\.[0-9][ \\t]+[0-9]{3}(?:[ \\t].*)?", Pattern.DOTALL);
    private static final String PROTOCOL = "HTTP/";
    /** The most empty lines before a status line. */
    static final int MAX_EMPTY_LINES = 10;

    private static final char TLS_ALERT = 0x15;
    private static final char TLS_HANDSHAKE = 0x16;

    private final FieldBounds bounds = FieldBounds.ofHeader();
    private int emptyLines;
    private boolean hasStatusLine;

    HeaderLines(SessionInputBuffer buffer) {
        super(buffer);
    }

    @Override
    void checkLine(CharArrayBuffer line) throws ResponseException {
        if (hasStatusLine) {
            if (!line.isEmpty()) {
                bounds.countField(line);
            }
        } else if (line.isEmpty()) {
            emptyLines++;
            if (emptyLines > MAX_EMPTY_LINES) {
                throw ResponseException.invalid("the answer begins with more than " + MAX_EMPTY_LINES + " empty lines");
            }
        } else {
            checkStatusLine(line);
            bounds.count(line);
            hasStatusLine = true;
        }
    }

    @Override
    void checkEnd() throws IOException {
        if (hasStatusLine) {
            throw cut();
        }
    }

    @Override
    IOException truncatedLine(CharArrayBuffer part) {
        return hasStatusLine || mayBeHttp(part) ? cut() : notHttp(part);
    }

    @Override
    IOException readFailure(IOException e, boolean hasBytes) {
        return hasStatusLine || hasBytes
                ? ResponseException.truncated("the header of the answer is cut: " + HttpFailures.reason(e))
                : e;
    }

    @Override
    ResponseException lineTooLong() {
        return bounds.tooLarge();
    }

    private static ResponseException cut() {
        return ResponseException.truncated(
                "the header of the answer is cut: the server closed the connection within it");
    }

    private static void checkStatusLine(CharArrayBuffer line) throws ResponseException {
        if (!STATUS_LINE.matcher(line).matches()) {
            throw mayBeHttp(line)
                    ? ResponseException.invalid("the answer begins with a status line that is not one of HTTP/1.1")
                    : notHttp(line);
        }
    }

    private static boolean mayBeHttp(CharArrayBuffer part) {
        String beginning = part.substring(0, Math.min(part.length(), PROTOCOL.length()));
        return PROTOCOL.startsWith(beginning);
    }

    private static ResponseException notHttp(CharArrayBuffer part) {
        boolean tls = part.charAt(0) == TLS_ALERT || part.charAt(0) == TLS_HANDSHAKE;
        return ResponseException.invalid("the answer is not HTTP"
                + (tls ? " but TLS; use https" : "; check the port, and that a web server listens there"));
    }
}
