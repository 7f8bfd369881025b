// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.hc.core5.http.io.SessionInputBuffer;

/** Reads what the library has read ahead of the parser, then the connection. */
final class ReadAheadInput implements DirectInput {
    private final SessionInputBuffer readAhead;
    private final InputStream stream;
    private final DirectInput connection;

    /**
     * Creates an input.
     *
     * @param stream fills {@code readAhead}; not read here
     */
    ReadAheadInput(SessionInputBuffer readAhead, InputStream stream, DirectInput connection) {
        this.readAhead = readAhead;
        this.stream = stream;
        this.connection = connection;
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        int available = Math.min(readAhead.length(), buffer.remaining());
        if (available == 0) {
            return connection.read(buffer);
        }
        byte[] bytes = new byte[available];
        int count = readAhead.read(bytes, stream);
        buffer.put(bytes, 0, count);
        return count;
    }
}
