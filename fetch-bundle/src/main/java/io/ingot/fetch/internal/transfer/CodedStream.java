// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.image.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The coded bytes of a body, as the input of a decoder; copied to an output if the coded form may be the image. A
 * failure is remembered, since decoders hide the exceptions of their source. Not safe for concurrent use.
 */
final class CodedStream extends InputStream {
    private final OriginReader reader;
    private final CodedOutput copy;
    private final SizePolicy sizes;
    private final ImageReference reference;
    private @Nullable IOException failure;
    private long count;

    CodedStream(OriginReader reader, CodedOutput copy, SizePolicy sizes, ImageReference reference) {
        this.reader = reader;
        this.copy = copy;
        this.sizes = sizes;
        this.reference = reference;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int max) throws IOException {
        Objects.checkFromIndexSize(from, max, bytes.length);
        if (max == 0) {
            return 0;
        }
        if (failure != null) {
            throw failure;
        }
        try {
            return readNext(bytes, from, max);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /**
     * Returns 1 until the end is reached: the gzip stream of the JDK reads a further member only if this is positive.
     */
    @Override
    public int available() {
        return reader.isEnded() ? 0 : 1;
    }

    /** Returns how many bytes were read. */
    long count() {
        return count;
    }

    /** Returns the failure to read, if there was one. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Reads what the decoder did not, to the end. */
    void drain() throws IOException {
        byte[] rest = new byte[8192];
        while (read(rest, 0, rest.length) >= 0) {
            reader.checkCall();
        }
    }

    private int readNext(byte[] bytes, int from, int max) throws IOException {
        int length = reader.readSome(bytes, from, max);
        Optional<IOException> broken = reader.failure();
        if (broken.isPresent()) {
            throw broken.get();
        }
        if (length < 0) {
            return -1;
        }
        count += length;
        sizes.checkAtMost(reference, count);
        copy.write(bytes, from, length);
        return length;
    }
}
