// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;

/** The lines between the chunks of a body, and the trailers behind the last one (RFC 9112 §7.1). */
final class ChunkLines extends GuardedLines {
    private static final Pattern SIZE =
            Pattern.compile("0*+(?<size>[0-9A-Fa-f]{1,15}|(?<=0))[ \\t]*(?:;[^\\r\\x00]*)?");
    private static final int LINE_ENDS = 4; // of the line itself, and behind the bytes of its chunk
    private static final int MAX_OVERHEAD_PER_BYTE = 8;
    private static final int MAX_OVERHEAD = 16 << 10;

    private final FieldBounds trailers = FieldBounds.ofTrailers();
    private Next next = Next.SIZE;
    private long overhead;

    private enum Next {
        SIZE,
        END_OF_CHUNK,
        TRAILER
    }

    ChunkLines(SessionInputBuffer buffer) {
        super(buffer);
    }

    @Override
    void check(CharArrayBuffer line) throws ResponseException {
        switch (next) {
            case SIZE -> {
                long size = size(line);
                countOverhead(line.length(), size);
                next = size == 0 ? Next.TRAILER : Next.END_OF_CHUNK;
            }
            case END_OF_CHUNK -> {
                if (!line.isEmpty()) {
                    throw ResponseException.invalid("the body is not well chunked: a chunk is longer than its size");
                }
                next = Next.SIZE;
            }
            case TRAILER -> {
                if (!line.isEmpty()) {
                    trailers.countField(line);
                }
            }
        }
    }

    /** Behind the last chunk the connection may end without a blank line: all bytes of the body are there. */
    @Override
    void ended() throws IOException {
        if (next != Next.TRAILER) {
            throw closed();
        }
    }

    @Override
    IOException cut(CharArrayBuffer part) {
        return closed();
    }

    @Override
    IOException broken(IOException e, boolean arrived) {
        return e;
    }

    @Override
    ResponseException tooLarge() {
        return next == Next.TRAILER ? trailers.tooLarge() : tooMuchOverhead();
    }

    private static long size(CharArrayBuffer line) throws ResponseException {
        Matcher parts = SIZE.matcher(line);
        if (!parts.matches()) {
            throw ResponseException.invalid("the body is not well chunked: a chunk does not begin with its size");
        }
        String digits = parts.group("size");
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 16);
    }

    /** Bounds the bytes on the wire by those of the body. A large chunk leaves no credit for what follows it. */
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
