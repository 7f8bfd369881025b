// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;

/** Checks the lines between the chunks of a body, and the trailers after the last one (RFC 9112 §7.1). */
final class ChunkLines extends GuardedLines {
    private static final Pattern SIZE =
            Pattern.compile("0*+(?<size>[0-9A-Fa-f]{1,15}|(?<=0))[ \\t]*(?:;[^\\r\\x00]*)?");
    private static final int LINE_ENDS = 4; // of the line itself, and after the bytes of its chunk
    private static final int MAX_OVERHEAD_PER_BYTE = 8;
    private static final int MAX_OVERHEAD = 16 << 10;

    private final FieldBounds trailers = FieldBounds.ofTrailers();
    private State state = State.SIZE;
    private long overhead;

    private enum State {
        SIZE,
        END_OF_CHUNK,
        TRAILER
    }

    ChunkLines(SessionInputBuffer buffer) {
        super(buffer);
    }

    @Override
    void checkLine(CharArrayBuffer line) throws ResponseException {
        switch (state) {
            case SIZE -> {
                long size = size(line);
                countOverhead(line.length(), size);
                state = size == 0 ? State.TRAILER : State.END_OF_CHUNK;
            }
            case END_OF_CHUNK -> {
                if (!line.isEmpty()) {
                    throw ResponseException.invalid(
                            "the body is not chunked correctly: a chunk is longer than its size");
                }
                state = State.SIZE;
            }
            case TRAILER -> {
                if (!line.isEmpty()) {
                    trailers.countField(line);
                }
            }
        }
    }

    /** After the last chunk the connection may end without a blank line, since the body is complete. */
    @Override
    void checkEnd() throws IOException {
        if (state != State.TRAILER) {
            throw closed();
        }
    }

    @Override
    IOException truncatedLine(CharArrayBuffer part) {
        return closed();
    }

    @Override
    IOException readFailure(IOException e, boolean hasBytes) {
        return e;
    }

    @Override
    ResponseException lineTooLong() {
        return state == State.TRAILER ? trailers.tooLarge() : tooMuchOverhead();
    }

    private static long size(CharArrayBuffer line) throws ResponseException {
        Matcher parts = SIZE.matcher(line);
        if (!parts.matches()) {
            throw ResponseException.invalid("the body is not chunked correctly: a chunk does not begin with its size");
        }
        String digits = parts.group("size");
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 16);
    }

    /** Limits the bytes on the wire relative to those of the body. A large chunk leaves no credit for later ones. */
    private void countOverhead(int lineLength, long size) throws ResponseException {
        long allowed = MAX_OVERHEAD_PER_BYTE * Math.min(size, Integer.MAX_VALUE);
        overhead = Math.max(0, overhead + lineLength + LINE_ENDS - allowed);
        if (overhead > MAX_OVERHEAD) {
            throw tooMuchOverhead();
        }
    }

    private static ResponseException tooMuchOverhead() {
        return ResponseException.invalid("the chunks of the body have more than " + (MAX_OVERHEAD >> 10)
                + " KiB of extensions beyond " + MAX_OVERHEAD_PER_BYTE + " bytes for each of the body");
    }

    private static ConnectionClosedException closed() {
        return new ConnectionClosedException("the server closed the connection between two chunks");
    }
}
