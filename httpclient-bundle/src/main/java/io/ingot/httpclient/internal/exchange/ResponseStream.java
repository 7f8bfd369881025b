// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/** The body of an answer: its errors are ours, and the call that ended is the reason before any other. */
final class ResponseStream extends InputStream {
    /** Each thread that reads keeps as much memory outside the heap as it ever read at once. */
    private static final int MOST_AT_ONCE = 128 * 1024;

    private final InputStream in;
    private final long length;
    private final String doing;
    private final Call call;
    private final BooleanSupplier endAnnounced;
    private long count;
    private boolean ended;
    private boolean endProven;

    /**
     * A body.
     *
     * @param length its bytes as the server declared them; -1 if it did not
     * @param endAnnounced whether the end that was just met is more than that of the connection; asked where no length was
     *     declared
     */
    ResponseStream(InputStream in, long length, BooleanSupplier endAnnounced, String doing, Call call) {
        this.in = in;
        this.length = length;
        this.doing = doing;
        this.call = call;
        this.endAnnounced = endAnnounced;
        this.ended = length == 0;
        this.endProven = ended;
    }

    @Override
    public int read() throws ImageException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int size) throws ImageException {
        call.check();
        if (ended) {
            return -1;
        }
        int read;
        try {
            read = in.read(buffer, offset, Math.min(size, MOST_AT_ONCE));
        } catch (IOException e) {
            call.check();
            throw HttpFailures.reading(doing, e);
        }
        count += Math.max(0, read);
        ended = read < 0 || count == length;
        endProven = ended && (length >= 0 || endAnnounced.getAsBoolean());
        return read;
    }

    /** Whether all of it was read, and is known to be all. */
    boolean endProven() {
        return endProven;
    }

    /** Whether all of it was read, so that the connection is free for another answer. */
    boolean ended() {
        return ended;
    }
}
