// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.io.HttpTransportMetrics;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * Lines that are whole. The library takes what came before the end of the connection for a line, and the lines before it
 * for a header: a length whose last digits were cut off would be a length, and a header without its last lines one that
 * declares none (RFC 9112 §8: an incomplete message is not to be taken for a complete one).
 */
final class WholeLines implements SessionInputBuffer {
    private final SessionInputBuffer buffer;
    private final boolean endsWithABlankLine;
    private boolean begun;

    private WholeLines(SessionInputBuffer buffer, boolean endsWithABlankLine) {
        this.buffer = buffer;
        this.endsWithABlankLine = endsWithABlankLine;
    }

    /** Those of a header, which ends with a blank line; the connection may end before it. */
    static SessionInputBuffer ofHeader(SessionInputBuffer buffer) {
        return new WholeLines(buffer, true);
    }

    /** Those between chunks; after the last chunk, the connection may end without a blank line. */
    static SessionInputBuffer ofChunks(SessionInputBuffer buffer) {
        return new WholeLines(buffer, false);
    }

    @Override
    public int readLine(CharArrayBuffer line, InputStream in) throws IOException {
        End end = new End(in);
        int length = buffer.readLine(line, end);
        boolean cut = length >= 0 ? end.reached : begun && endsWithABlankLine;
        if (cut) {
            throw new ConnectionClosedException("the server closed the connection within a line or a header");
        }
        begun = true;
        return length;
    }

    @Override
    public int length() {
        return buffer.length();
    }

    @Override
    public int capacity() {
        return buffer.capacity();
    }

    @Override
    public int available() {
        return buffer.available();
    }

    @Override
    public int read(byte[] bytes, int offset, int length, InputStream in) throws IOException {
        return buffer.read(bytes, offset, length, in);
    }

    @Override
    public int read(byte[] bytes, InputStream in) throws IOException {
        return buffer.read(bytes, in);
    }

    @Override
    public int read(InputStream in) throws IOException {
        return buffer.read(in);
    }

    @Override
    public HttpTransportMetrics getMetrics() {
        return buffer.getMetrics();
    }

    /** Notes that the stream ended. */
    private static final class End extends FilterInputStream {
        private boolean reached;

        End(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return noted(super.read());
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return noted(super.read(bytes, offset, length));
        }

        private int noted(int read) {
            reached |= read < 0;
            return read;
        }
    }
}
