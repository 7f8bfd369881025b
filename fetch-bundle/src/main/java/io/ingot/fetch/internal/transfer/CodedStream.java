// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.image.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The coded bytes on their way to a decoder, poured into a file of their own as well if they may be what is wanted. What
 * goes wrong here is remembered, since decoders hide the exceptions of their source. Used by one thread.
 */
final class CodedStream extends InputStream {
    private final OriginReader intake;
    private final CodedOutput copy;
    private final SizePolicy acceptance;
    private final ImageReference reference;
    private @Nullable IOException failure;
    private long count;

    CodedStream(OriginReader intake, CodedOutput copy, SizePolicy acceptance, ImageReference reference) {
        this.intake = intake;
        this.copy = copy;
        this.acceptance = acceptance;
        this.reference = reference;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int most) throws IOException {
        Objects.checkFromIndexSize(from, most, bytes.length);
        if (most == 0) {
            return 0;
        }
        if (failure != null) {
            throw failure;
        }
        try {
            return next(bytes, from, most);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** At least one until the end is seen: the JDK's gzip stream looks for a further member only if there is any. */
    @Override
    public int available() {
        return intake.over() ? 0 : 1;
    }

    /** The bytes that came. */
    long count() {
        return count;
    }

    /** What went wrong before decoding, if it did. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Reads what the decoder left unread, to the end. */
    void drain() throws IOException {
        byte[] rest = new byte[8192];
        while (read(rest, 0, rest.length) >= 0) {
            intake.checkCall();
        }
    }

    private int next(byte[] bytes, int from, int most) throws IOException {
        int length = intake.some(bytes, from, most);
        Optional<IOException> broken = intake.failure();
        if (broken.isPresent()) {
            throw broken.get();
        }
        if (length < 0) {
            return -1;
        }
        count += length;
        acceptance.atMost(reference, count);
        copy.pour(bytes, from, length);
        return length;
    }
}
