// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.hc.core5.http.ConnectionClosedException;

/**
 * The bytes of a body whose length is declared (RFC 9112 §6.3), as a stream and past the heap. Both read from one
 * position. The end of the connection before the last byte is an error.
 */
final class DeclaredInput extends InputStream {
    private final long length;
    private final InputStream stream;
    private final Optional<DirectInput> direct;
    private long remaining;

    /**
     * Creates a body that begins at the next byte of a connection.
     *
     * @param length its length in bytes
     * @param direct reads the same bytes as the stream; absent if the connection has no such input
     */
    DeclaredInput(long length, InputStream stream, Optional<DirectInput> direct) {
        this.length = length;
        this.stream = stream;
        this.direct = direct;
        this.remaining = length;
    }

    /** Returns a body without bytes. */
    static DeclaredInput empty() {
        return new DeclaredInput(0, InputStream.nullInputStream(), Optional.empty());
    }

    /** Returns whether all bytes were read. */
    boolean isComplete() {
        return remaining == 0;
    }

    /** Returns whether the bytes can be read into a buffer. */
    boolean isDirect() {
        return direct.isPresent();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int size) throws IOException {
        return read(size, most -> stream.read(target, offset, most));
    }

    /**
     * Reads what is available into a buffer.
     *
     * @param size the most bytes to read
     * @return the number of bytes; 0 if none may be read; -1 at the end of the body
     */
    int read(ByteBuffer target, int size) throws IOException {
        DirectInput input = direct.orElseThrow();
        return read(size, most -> {
            int count = input.read(target.duplicate().limit(target.position() + most));
            target.position(target.position() + Math.max(0, count));
            return count;
        });
    }

    /** Reads at most a number of bytes, which is positive. */
    @FunctionalInterface
    private interface Read {
        int read(int most) throws IOException;
    }

    private int read(int size, Read input) throws IOException {
        if (isComplete()) {
            return -1;
        }
        int most = (int) Math.min(size, remaining);
        if (most == 0) {
            return 0;
        }
        int count = input.read(most);
        if (count < 0) {
            throw new ConnectionClosedException(
                    "the connection ended after " + (length - remaining) + " of " + length + " bytes");
        }
        remaining -= count;
        return count;
    }
}
