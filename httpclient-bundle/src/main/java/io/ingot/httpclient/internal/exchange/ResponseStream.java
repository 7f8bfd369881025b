// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The body of a response, as a stream and, if it {@link #isDirect}, past the heap. Reads throw {@link ImageException};
 * if the call has ended, that is the reason given.
 */
final class ResponseStream extends InputStream {
    /** The most bytes of one read into the heap: each thread keeps as much direct memory as its largest such read. */
    private static final int MAX_READ = 128 * 1024;

    private final InputStream in;
    private final Optional<DeclaredInput> declared;
    private final String operation;
    private final Call call;
    private final BooleanSupplier isEndConfirmed;
    private boolean isAtEnd;
    private boolean isEndProven;

    /**
     * Creates a body.
     *
     * @param in a {@link DeclaredInput} if the server declared the length
     * @param isEndConfirmed whether the end just reached is more than that of the connection; called if no length was
     *     declared
     */
    ResponseStream(InputStream in, BooleanSupplier isEndConfirmed, String operation, Call call) {
        this.in = in;
        this.declared = in instanceof DeclaredInput known ? Optional.of(known) : Optional.empty();
        this.operation = operation;
        this.call = call;
        this.isEndConfirmed = isEndConfirmed;
        this.isAtEnd = isComplete();
        this.isEndProven = isAtEnd;
    }

    @Override
    public int read() throws ImageException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int size) throws ImageException {
        return read(() -> in.read(buffer, offset, Math.min(size, MAX_READ)));
    }

    /**
     * Reads what is available into a buffer, if the body {@link #isDirect}.
     *
     * @return the number of bytes, at least 1 if the buffer has space; -1 at the end
     */
    int read(ByteBuffer buffer) throws ImageException {
        int size = buffer.isDirect() ? buffer.remaining() : Math.min(buffer.remaining(), MAX_READ);
        DeclaredInput input = declared.orElseThrow();
        return read(() -> input.read(buffer, size));
    }

    /** A read of the body; -1 is its end. */
    @FunctionalInterface
    private interface Read {
        int read() throws IOException;
    }

    private int read(Read input) throws ImageException {
        call.check();
        if (isAtEnd) {
            return -1;
        }
        int read;
        try {
            read = input.read();
        } catch (IOException e) {
            call.check();
            throw HttpFailures.bodyFailure(operation, e);
        }
        isAtEnd = read < 0 || isComplete();
        isEndProven = isAtEnd && (declared.isPresent() || isEndConfirmed.getAsBoolean());
        return read;
    }

    private boolean isComplete() {
        return declared.isPresent() && declared.get().isComplete();
    }

    /** Returns whether the body can be read into a buffer: its length is declared, and the connection allows it. */
    boolean isDirect() {
        return declared.isPresent() && declared.get().isDirect();
    }

    /** Returns whether the body was read to its end, and is known to be complete. */
    boolean isEndProven() {
        return isEndProven;
    }

    /** Returns whether the body was read to its end, so that the connection can be reused. */
    boolean isAtEnd() {
        return isAtEnd;
    }
}
