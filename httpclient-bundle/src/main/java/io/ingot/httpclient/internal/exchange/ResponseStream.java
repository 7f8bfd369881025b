// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/** The body of a response. Reads throw {@link ImageException}; if the call has ended, that is the reason given. */
final class ResponseStream extends InputStream {
    /** The most bytes of one read: each thread that reads keeps as much direct memory as its largest read. */
    private static final int MAX_READ = 128 * 1024;

    private final InputStream in;
    private final long length;
    private final String operation;
    private final Call call;
    private final BooleanSupplier isEndConfirmed;
    private long count;
    private boolean isAtEnd;
    private boolean isEndProven;

    /**
     * Creates a body.
     *
     * @param length its bytes as declared by the server; -1 if not declared
     * @param isEndConfirmed whether the end just reached is more than that of the connection; called if no length was
     *     declared
     */
    ResponseStream(InputStream in, long length, BooleanSupplier isEndConfirmed, String operation, Call call) {
        this.in = in;
        this.length = length;
        this.operation = operation;
        this.call = call;
        this.isEndConfirmed = isEndConfirmed;
        this.isAtEnd = length == 0;
        this.isEndProven = isAtEnd;
    }

    @Override
    public int read() throws ImageException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int size) throws ImageException {
        call.check();
        if (isAtEnd) {
            return -1;
        }
        int read;
        try {
            read = in.read(buffer, offset, Math.min(size, MAX_READ));
        } catch (IOException e) {
            call.check();
            throw HttpFailures.bodyFailure(operation, e);
        }
        count += Math.max(0, read);
        isAtEnd = read < 0 || count == length;
        isEndProven = isAtEnd && (length >= 0 || isEndConfirmed.getAsBoolean());
        return read;
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
