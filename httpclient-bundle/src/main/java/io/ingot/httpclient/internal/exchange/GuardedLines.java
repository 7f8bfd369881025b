// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.io.HttpTransportMetrics;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * Lines that are whole, and checked before the library parses them. The library takes what came before the end of the
 * connection for a line, and the lines before it for a header: a length whose last digits were cut off would be a length,
 * and a header without its last lines one that declares none (RFC 9112 §8: an incomplete message is not to be taken for a
 * complete one).
 */
abstract class GuardedLines implements SessionInputBuffer {
    private final SessionInputBuffer buffer;

    GuardedLines(SessionInputBuffer buffer) {
        this.buffer = buffer;
    }

    /** Checks a line that came whole. */
    abstract void check(CharArrayBuffer line) throws ResponseException;

    /** Decides on the end of the connection between two lines: passes it on, or throws. */
    abstract void ended() throws IOException;

    /** The error for the end of the connection within a line. */
    abstract IOException cut(CharArrayBuffer part);

    /** The error for a connection that broke in a line; {@code arrived} is whether a part of the line came. */
    abstract IOException broken(IOException e, boolean arrived);

    /** The error for a line that is longer than the connection reads. */
    abstract ResponseException tooLarge();

    @Override
    public final int readLine(CharArrayBuffer line, InputStream in) throws IOException {
        Arrivals arrivals = new Arrivals(in, buffer.length() > 0);
        int length;
        try {
            length = buffer.readLine(line, arrivals);
        } catch (MessageConstraintException e) {
            throw tooLarge();
        } catch (IOException e) {
            throw broken(e, arrivals.some);
        }
        if (length < 0) {
            ended();
        } else if (arrivals.ended) {
            throw cut(line);
        } else {
            check(line);
        }
        return length;
    }

    @Override
    public final int length() {
        return buffer.length();
    }

    @Override
    public final int capacity() {
        return buffer.capacity();
    }

    @Override
    public final int available() {
        return buffer.available();
    }

    @Override
    public final int read(byte[] bytes, int offset, int length, InputStream in) throws IOException {
        return buffer.read(bytes, offset, length, in);
    }

    @Override
    public final int read(byte[] bytes, InputStream in) throws IOException {
        return buffer.read(bytes, in);
    }

    @Override
    public final int read(InputStream in) throws IOException {
        return buffer.read(in);
    }

    @Override
    public final HttpTransportMetrics getMetrics() {
        return buffer.getMetrics();
    }

    /** Notes whether something came, and whether the stream ended. */
    private static final class Arrivals extends FilterInputStream {
        private boolean some;
        private boolean ended;

        Arrivals(InputStream in, boolean some) {
            super(in);
            this.some = some;
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
            some |= read >= 0;
            ended |= read < 0;
            return read;
        }
    }
}
