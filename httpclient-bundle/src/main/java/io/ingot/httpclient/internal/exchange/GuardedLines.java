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
 * Passes complete lines only, and checks them before the library parses them. The library takes the bytes before the
 * end of the connection for a line, and the lines before it for a header: a length that lacks its last digits would be
 * a valid length, and a header that lacks its last lines would declare none (RFC 9112 §8: an incomplete message is not
 * to be taken for a complete one).
 */
abstract class GuardedLines implements SessionInputBuffer {
    private final SessionInputBuffer buffer;

    GuardedLines(SessionInputBuffer buffer) {
        this.buffer = buffer;
    }

    /** Checks a complete line. */
    abstract void checkLine(CharArrayBuffer line) throws ResponseException;

    /** Decides whether the connection may end between two lines; throws if not. */
    abstract void checkEnd() throws IOException;

    /** Returns the error for the end of the connection within a line. */
    abstract IOException truncatedLine(CharArrayBuffer part);

    /** Returns the error for a read that failed; {@code hasBytes} is whether a part of the line had arrived. */
    abstract IOException readFailure(IOException e, boolean hasBytes);

    /** Returns the error for a line that is longer than the connection reads. */
    abstract ResponseException lineTooLong();

    @Override
    public final int readLine(CharArrayBuffer line, InputStream in) throws IOException {
        MonitoredInput arrivals = new MonitoredInput(in, buffer.length() > 0);
        int length;
        try {
            length = buffer.readLine(line, arrivals);
        } catch (MessageConstraintException e) {
            throw lineTooLong();
        } catch (IOException e) {
            throw readFailure(e, arrivals.hasBytes);
        }
        if (length < 0) {
            checkEnd();
        } else if (arrivals.hasEnded) {
            throw truncatedLine(line);
        } else {
            checkLine(line);
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

    /** An input that records whether bytes arrived, and whether the stream ended. */
    private static final class MonitoredInput extends FilterInputStream {
        private boolean hasBytes;
        private boolean hasEnded;

        MonitoredInput(InputStream in, boolean some) {
            super(in);
            this.hasBytes = some;
        }

        @Override
        public int read() throws IOException {
            return record(super.read());
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return record(super.read(bytes, offset, length));
        }

        private int record(int read) {
            hasBytes |= read >= 0;
            hasEnded |= read < 0;
            return read;
        }
    }
}
